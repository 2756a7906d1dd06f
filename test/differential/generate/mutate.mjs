// A random change of a schema that leaves no doubt what became of each thing: in one place (the tables of the schema,
// the columns of a table, …) things are only added or only dropped, so nothing can have been renamed.
import { namedType } from './columns.mjs';
import { SchemaMaker } from './schema.mjs';

export class Mutator extends SchemaMaker {
  constructor(random, maker) {
    super(random, maker.options);
    this.names = maker.names;
    this.names.random = random;
  }

  /** The schema after some changes; `project` itself stays. */
  change(project) {
    const { random } = this;
    this.project = structuredClone(project);
    this.before = project;
    this.done = [];
    // Which way things go, by place.
    this.adding = new Map();
    const changes = ['newTable', 'dropTable', 'changeTable', 'changeTable', 'changeTable', 'changeTable', 'enumValue', 'newEnum', 'newSchema'];
    if (this.options.everything) changes.push('newSequence', 'newRole', 'newView', 'newPolicy');
    for (let i = random.between(1, 6); i > 0; i--) {
      const change = random.pick(changes);
      const said = this[change]();
      if (said) this.done.push(said);
    }
    return this.project;
  }

  /** Whether things of this place may be added (or dropped) in this change. */
  may(place, adding) {
    if (!this.adding.has(place)) this.adding.set(place, adding);
    return this.adding.get(place) === adding;
  }

  table() {
    // Tables that were there before.
    const known = new Set(this.before.tables.map((table) => table.variable));
    return this.random.pick(this.project.tables.filter((table) => known.has(table.variable)));
  }

  // --- tables ---

  newTable() {
    if (!this.may('tables', true)) return null;
    const table = this.addTable();
    this.addForeignKeys(table);
    this.addExtras(table);
    return `new table ${table.name}`;
  }

  dropTable() {
    const unreferenced = this.project.tables.filter((table) => ![...this.before.tables, ...this.project.tables].some((other) =>
      other.variable !== table.variable && (other.columns.some((column) => column.target === table.variable) || other.extras.some((extra) => extra.target === table.variable)))
      && ![...this.before.views, ...this.project.views].some((view) => view.uses.includes(table.variable))
      && ![...this.before.policies, ...this.project.policies].some((policy) => policy.table === table.variable));
    if (unreferenced.length < 1 || this.project.tables.length < 2 || !this.may('tables', false)) return null;
    const table = this.random.pick(unreferenced);
    this.project.tables = this.project.tables.filter((one) => one !== table);
    return `no table ${table.name}`;
  }

  changeTable() {
    const table = this.table();
    if (!table) return null;
    const said = this[this.random.pick(['addColumn', 'addColumn', 'dropColumn', 'changeDefault', 'changeDefault', 'changeNull', 'changeType',
      'changeUnique', 'addExtra', 'addExtra', 'dropExtra', 'changeExtra', 'addReference'])](table);
    return said && `${said} in ${table.name}`;
  }

  addColumn(table) {
    if (!this.may(`columns ${table.variable}`, true)) return null;
    const column = this.randomColumn(table);
    table.columns.splice(this.random.between(1, table.columns.length), 0, column);
    return `new column ${column.key}`;
  }

  /** Whether anything but the column itself needs it, before or after. */
  used(table, column) {
    const versions = [this.before.tables.find((one) => one.variable === table.variable), table].filter(Boolean);
    return column.primaryKey || column.target || versions.some((one) => one.extras.some((extra) => extra.uses.includes(column.key))
      || one.columns.some((other) => other.uses?.includes(column.key)))
      || [...this.before.views, ...this.project.views].some((view) => view.uses.includes(table.variable));
  }

  dropColumn(table) {
    const able = table.columns.filter((column) => !this.used(table, column));
    if (!able.length || table.columns.length < 2 || !this.may(`columns ${table.variable}`, false)) return null;
    const column = this.random.pick(able);
    table.columns = table.columns.filter((one) => one !== column);
    return `no column ${column.key}`;
  }

  simple(table, able = () => true) {
    return this.random.pick(table.columns.filter((column) => !column.generated && !column.identity && !column.primaryKey
      && column.type.kind !== 'serial' && able(column)));
  }

  changeDefault(table) {
    const column = this.simple(table, (one) => one.type.defaults.length && !one.arrays.length);
    if (!column) return null;
    column.default = column.default && this.random.chance(0.4) ? null : this.random.pick(column.type.defaults);
    return `default of ${column.key}`;
  }

  changeNull(table) {
    const column = this.simple(table, (one) => !table.primaryKey?.includes(one.key));
    if (!column) return null;
    column.notNull = !column.notNull;
    return `null of ${column.key}`;
  }

  changeType(table) {
    const wider = { integer: 'bigint', smallint: 'integer', real: 'doublePrecision', varchar: 'text', char: 'text', date: 'timestamp', inet: 'text' };
    const column = this.simple(table, (one) => wider[one.type.call] && !one.arrays.length && !this.used(table, one) && !one.default?.includes('mode'));
    if (!column) return null;
    const type = namedType(this.random, this.random.chance(0.3) && column.type.call === 'varchar' ? 'varchar' : wider[column.type.call]);
    if (type.call === 'bigint') type.config = "{ mode: 'number' }";
    if (type.call === 'text') type.config = '';
    column.type = type;
    column.default = null;
    return `type of ${column.key}`;
  }

  changeUnique(table) {
    const column = this.simple(table, (one) => !one.arrays.length && ['integer', 'text', 'uuid'].includes(one.type.kind));
    if (!column) return null;
    column.unique = column.unique ? null : this.uniqueCall();
    return `unique of ${column.key}`;
  }

  addExtra(table) {
    const extra = this.randomExtra(table);
    if (!extra || (extra.kind === 'policy' && !this.may(`policies ${table.variable}`, true))) return null;
    table.extras.push(extra);
    return `new ${extra.kind}`;
  }

  dropExtra(table) {
    const able = table.extras.filter((extra) => !['primaryKey', 'policy'].includes(extra.kind));
    if (!able.length) return null;
    const extra = this.random.pick(able);
    table.extras = table.extras.filter((one) => one !== extra);
    return `no ${extra.kind}`;
  }

  changeExtra(table) {
    const { random } = this;
    const extra = random.pick(table.extras.filter((one) => ['check', 'index', 'foreignKey', 'unique'].includes(one.kind)));
    if (!extra) return null;
    if (extra.kind === 'check') {
      const condition = this.condition(table);
      if (!condition) return null;
      Object.assign(extra, { uses: condition.uses, text: `check(${extra.name}, ${condition.text})` });
    } else if (extra.kind === 'index') {
      if (!extra.text.includes('.on(') || extra.text.includes('.where(')) return null;
      const condition = this.condition(table);
      if (!condition) return null;
      extra.uses = [...extra.uses, ...condition.uses];
      extra.text += `.where(${condition.text})`;
    } else if (extra.kind === 'foreignKey') {
      if (extra.text.includes('.onDelete(')) return null;
      extra.text += ".onDelete('cascade')";
    } else {
      if (extra.text.includes('nullsNotDistinct')) return null;
      extra.text += '.nullsNotDistinct()';
    }
    return `other ${extra.kind}`;
  }

  addReference(table) {
    if (!this.may(`columns ${table.variable}`, true)) return null;
    return this.addForeignKey(table) ? 'new foreign key' : null;
  }

  // --- the rest ---

  enumValue() {
    const { random } = this;
    const one = random.pick(this.project.enums.filter((each) => this.before.enums.some((old) => old.variable === each.variable)
      && !each.values.some((value) => value.includes("'"))));
    if (!one) return null;
    const value = random.pick(['added', 'New value', 'o clock', 'zzz'].filter((text) => !one.values.includes(text)));
    if (!value) return null;
    if (one.style === 'enum' && !/^[a-z]+$/.test(value)) one.style = 'list';
    one.values.splice(random.pick([one.values.length, random.between(0, one.values.length)]), 0, value);
    return `new value of ${one.name}`;
  }

  newEnum() {
    this.addEnum();
    return 'new enum';
  }
  newSchema() {
    this.addSchema();
    return 'new schema';
  }
  newSequence() {
    this.addSequence();
    return 'new sequence';
  }
  newRole() {
    this.addRole();
    return 'new role';
  }
  newView() {
    this.addView();
    return 'new view';
  }
  newPolicy() {
    const table = this.table();
    if (!table || !this.may(`policies ${table.variable}`, true)) return null;
    table.extras.push(this.policyExtra(table));
    return `new policy in ${table.name}`;
  }
}
