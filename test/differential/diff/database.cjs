// A random database, as objects that point at each other. Changing it (mutate.cjs, renames.cjs) and taking another
// snapshot (snapshot.cjs) makes the second half of a pair. Expressions are made of columns when a snapshot is taken,
// so that they follow what happens to them.
'use strict';
const { computed, enumNames, enumValues, groupOf, isComparable, methods, nouns, schemaNames, serials, typeNamed, types, words } = require('./vocabulary.cjs');

const largest = { smallint: '32767', integer: '2147483647', bigint: '9223372036854775807' };
const smallest = { smallint: '-32768', integer: '-2147483648', bigint: '-9223372036854775808' };

class Database {
  constructor(random) {
    this.random = random;
    this.schemas = random.some(schemaNames, 0, 2).map((name) => ({ name }));
    this.enums = [];
    this.sequences = [];
    this.roles = [];
    this.tables = [];
    this.views = [];
    this.policies = [];
    this.serial = 0;
    this.renamedValues = [];
    const times = (count, add) => {
      for (let i = count; i > 0; i--) add();
    };
    times(random.below(4), () => this.addEnum());
    times(random.below(3), () => this.addSequence());
    times(random.below(3), () => this.addRole());
    times(random.between(1, 4), () => this.addTable());
    times(random.below(5), () => this.addForeignKey());
    times(random.below(4), () => this.addView());
    times(random.below(2), () => this.addOuterPolicy());
  }

  // What shares a space of names with tables.
  relations() {
    return [...this.tables, ...this.enums, ...this.views, ...this.sequences];
  }
  // A name that nothing of `list` in the same schema has.
  fresh(list, names, schema) {
    const taken = new Set(list.filter((one) => one.schema === schema).map((one) => one.name));
    const left = names.filter((name) => !taken.has(name));
    return left.length && this.random.chance(0.9) ? this.random.pick(left) : `${this.random.pick(names)}_${++this.serial}`;
  }
  anySchema() {
    return this.random.chance(0.7) || !this.schemas.length ? null : this.random.pick(this.schemas);
  }
  custom(prefix, probability) {
    return this.random.chance(probability) ? `${prefix}_${++this.serial}` : undefined;
  }

  addSchema() {
    const left = schemaNames.filter((name) => !this.schemas.some((one) => one.name === name));
    this.schemas.push({ name: left.length ? this.random.pick(left) : `schema_${++this.serial}` });
  }
  addEnum() {
    const schema = this.anySchema();
    this.enums.push({ schema, name: this.fresh(this.relations(), enumNames, schema), values: this.random.some(enumValues, 1, 5) });
  }
  addSequence() {
    const schema = this.anySchema();
    this.sequences.push({ schema, name: this.fresh(this.relations(), ['counter', 'ticket', 'bigSeq'], schema), options: this.sequenceOptions('bigint') });
  }
  // As drizzle-kit's serializer fills them in.
  sequenceOptions(type) {
    const { random } = this;
    const down = random.chance(0.1);
    const options = { increment: '1', minValue: '1', maxValue: largest[type], startWith: '1', cache: '1', cycle: false };
    if (down) Object.assign(options, { increment: `-${random.between(1, 3)}`, minValue: smallest[type], maxValue: '-1', startWith: '-1' });
    if (!down && random.chance(0.3)) options.increment = String(random.between(2, 9));
    if (!down && random.chance(0.2)) options.maxValue = String(random.between(1000, 9999));
    if (!down && random.chance(0.3)) options.startWith = String(random.between(20, 99));
    if (!down && random.chance(0.2)) Object.assign(options, { minValue: String(random.between(-9, 9)), startWith: String(random.between(10, 99)) });
    if (random.chance(0.2)) options.cache = String(random.between(2, 20));
    if (random.chance(0.2)) options.cycle = true;
    return options;
  }
  addRole() {
    const name = this.fresh(this.roles, ['fuzz_admin', 'fuzzReader', 'fuzz_writer'], undefined);
    this.roles.push({ name, createDb: this.random.chance(0.3), createRole: this.random.chance(0.3), inherit: this.random.chance(0.8) });
  }

  anyType() {
    if (this.enums.length && this.random.chance(0.2)) return { enumType: this.random.pick(this.enums), array: this.random.chance(0.2) };
    return this.random.chance(0.05) ? this.random.pick(serials) : this.random.pick(types);
  }
  anyDefault(type) {
    if (type.enumType) {
      const value = this.random.pick(type.enumType.values).replaceAll("'", "''");
      return type.array ? `'{"${value}"}'` : `'${value}'`;
    }
    return type.defaults.length ? this.random.pick(type.defaults) : undefined;
  }
  identity(type) {
    const options = this.sequenceOptions(type);
    return { always: this.random.chance(0.5), options, name: this.custom('own_seq', 0.15) };
  }
  canHaveIdentity(column) {
    return column.default === undefined && !column.generated && column.type.type in largest;
  }
  addColumn(table) {
    const type = this.anyType();
    const column = { name: this.fresh(table.columns, words, undefined), type, notNull: groupOf(type) === 'serial' || this.random.chance(0.5) };
    if (this.random.chance(0.35)) column.default = this.anyDefault(type);
    if (this.canHaveIdentity(column) && this.random.chance(0.2)) {
      column.identity = this.identity(type.type);
      column.notNull = true;
    } else if (column.default === undefined && this.random.chance(0.15)) {
      this.makeGenerated(table, column);
    }
    table.columns.splice(this.random.chance(0.7) ? table.columns.length : this.random.below(table.columns.length + 1), 0, column);
    return column;
  }
  makeGenerated(table, column) {
    if (computed(undefined, column, '') === undefined) return;
    const able = table.columns.filter((one) => one !== column && !one.generated && groupOf(one.type) === groupOf(column.type));
    column.generated = { from: able.length && this.random.chance(0.7) ? this.random.pick(able) : undefined };
  }
  addTable() {
    const schema = this.anySchema();
    const table = { schema, name: this.fresh(this.relations(), nouns, schema), columns: [],
      uniques: [], checks: [], indexes: [], foreignKeys: [], policies: [], rls: this.random.chance(0.15) };
    this.tables.push(table);
    if (this.random.chance(0.8)) {
      const id = { name: 'id', type: this.random.pick([typeNamed('integer'), serials[0], typeNamed('uuid')]), notNull: true };
      table.columns.push(id);
      if (this.random.chance(0.8)) id.primaryKey = true;
    }
    for (let i = this.random.between(1, 6); i > 0; i--) this.addColumn(table);
    if (!table.columns.some((one) => one.primaryKey) && this.random.chance(0.5)) this.addPrimaryKey(table);
    if (this.random.chance(0.4)) this.addUnique(table);
    if (this.random.chance(0.35)) this.addCheck(table);
    for (let i = this.random.below(3); i > 0; i--) this.addIndex(table);
    if (this.random.chance(0.2)) this.addPolicy(table);
    return table;
  }
  comparable(table) {
    return table.columns.filter((one) => isComparable(one.type) && !one.generated);
  }
  // PostgreSQL makes one constraint of two that say the same: such schemas are never reached.
  isKey(table, columns) {
    const is = (other) => columns.length === other.length && columns.every((one) => other.includes(one));
    return table.uniques.some((one) => is(one.columns)) || (table.primaryKey && is(table.primaryKey.columns)) ||
      table.columns.some((one) => one.primaryKey && is([one]));
  }
  addPrimaryKey(table) {
    const columns = this.random.some(this.comparable(table), 1, 2);
    if (!columns.length || this.isKey(table, columns) || table.primaryKey || table.columns.some((one) => one.primaryKey)) return;
    for (const column of columns) column.notNull = true;
    table.primaryKey = { columns, custom: this.custom('pk', 0.3) };
  }
  addUnique(table) {
    const columns = this.random.some(this.comparable(table), 1, 2);
    if (!columns.length || this.isKey(table, columns)) return;
    table.uniques.push({ columns, custom: this.custom('uq', 0.3), nullsNotDistinct: this.random.chance(0.2) });
  }
  addCheck(table) {
    if (!table.columns.length) return;
    table.checks.push({ name: `check_${++this.serial}`, column: this.random.pick(table.columns), weight: this.random.below(9) });
  }
  addIndex(table) {
    const { random } = this;
    const able = table.columns.filter((one) => methods(one).length);
    if (!able.length) return;
    const first = random.pick(able);
    const chosen = random.chance(0.6) ? { method: 'btree' } : random.pick(methods(first));
    const index = { method: chosen.method, columns: [], isUnique: false, custom: this.custom('idx', 0.6), with: {}, concurrently: random.chance(0.02) };
    for (const column of chosen.method === 'btree' ? random.some(able.filter((one) => isComparable(one.type)), 1, 2) : [first]) {
      const opclasses = methods(column).find((one) => one.method === chosen.method)?.opclasses ?? [];
      const ordered = chosen.method === 'btree';
      index.columns.push({ column, asc: !ordered || random.chance(0.8), nulls: !ordered || random.chance(0.8) ? 'last' : 'first',
        isExpression: ordered && random.chance(0.2),
        opclass: opclasses.length && (chosen.must || random.chance(0.3)) ? random.pick(opclasses) : undefined });
    }
    if (!index.columns.length) return;
    if (chosen.method === 'btree') index.isUnique = random.chance(0.2);
    if (random.chance(0.2)) index.where = { column: random.pick(table.columns), weight: random.below(9) };
    if (chosen.method === 'btree' && random.chance(0.15)) index.with = { fillfactor: String(random.between(50, 90)) };
    table.indexes.push(index);
  }
  // What a foreign key may point to: keys of tables whose columns have types of one family.
  keys() {
    return this.tables.flatMap((table) => [
      ...table.columns.filter((one) => one.primaryKey).map((one) => ({ table, columns: [one] })),
      ...(table.primaryKey ? [{ table, columns: table.primaryKey.columns }] : []),
      ...table.uniques.map((one) => ({ table, columns: one.columns }))]);
  }
  addForeignKey() {
    const able = this.keys().filter((one) => one.columns.every((column) => column.type.family));
    if (!able.length) return;
    const to = this.random.pick(able);
    const from = this.random.pick(this.tables);
    const columns = to.columns.map((target) => {
      const same = from.columns.filter((one) => one.type.family === target.type.family && !one.generated && one !== target);
      if (same.length) return this.random.pick(same);
      const type = groupOf(target.type) === 'serial' ? typeNamed('integer') : target.type;
      const column = { name: this.fresh(from.columns, words, undefined), type, notNull: false };
      from.columns.push(column);
      return column;
    });
    if (new Set(columns).size !== columns.length) return;
    const name = (one) => one.columns.map((column) => column.name).join('_');
    if (from.foreignKeys.some((one) => one.table === to.table && name(one) === name({ columns }))) return;
    from.foreignKeys.push({ columns, table: to.table, target: to.columns, custom: this.custom('fk', 0.2),
      onDelete: this.random.pick(['no action', 'cascade', 'set null', 'restrict', 'set default']),
      onUpdate: this.random.pick(['no action', 'no action', 'cascade', 'restrict']) });
  }
  policy(table) {
    const { random } = this;
    const to = random.chance(0.5) || !this.roles.length ? [random.pick(['public', 'current_user'])] : random.some(this.roles, 1, 2);
    const command = random.pick(['ALL', 'SELECT', 'UPDATE', 'INSERT', 'DELETE']);
    const some = () => (table?.columns.length && random.chance(0.5)
      ? { column: random.pick(table.columns), weight: random.below(9) } : { text: random.pick(['true', '1 = 1', 'false']) });
    return { as: random.pick(['PERMISSIVE', 'RESTRICTIVE']), for: command, to,
      using: command !== 'INSERT' && random.chance(0.7) ? some() : undefined,
      withCheck: ['ALL', 'UPDATE', 'INSERT'].includes(command) && random.chance(0.4) ? some() : undefined };
  }
  addPolicy(table) {
    table.policies.push({ name: `policy_${++this.serial}`, ...this.policy(table) });
  }
  addOuterPolicy() {
    this.policies.push({ name: `policy_${++this.serial}`, ...this.policy(), on: this.random.pick(['"auth"."users"', '"auth"."sessions"']) });
  }
  addView() {
    const { random } = this;
    const table = random.pick(this.tables.filter((one) => one.columns.length));
    if (!table) return;
    const schema = this.anySchema();
    if (random.chance(0.08)) {
      this.views.push({ schema, name: this.fresh(this.relations(), ['recent', 'totals', 'openItems'], schema), materialized: random.chance(0.5), isExisting: true, columns: [] });
      return;
    }
    const materialized = random.chance(0.4);
    const others = this.views.filter((one) => !one.isExisting);
    if (others.length && random.chance(0.25)) {
      this.views.push({ schema, name: this.fresh(this.relations(), ['recent', 'totals', 'openItems'], schema), materialized,
        base: random.pick(others), over: null, columns: [], value: random.below(100), ...this.viewOptions(materialized) });
      return;
    }
    const columns = random.chance(0.3) ? [] : random.some(table.columns, 1, 3);
    this.views.push({ schema, name: this.fresh(this.relations(), ['recent', 'totals', 'openItems'], schema),
      materialized, over: columns.length ? table : null, columns, value: random.below(100),
      where: columns.length && random.chance(0.3) ? { column: random.pick(table.columns), weight: random.below(9) } : undefined,
      ...this.viewOptions(materialized) });
  }
  viewOptions(materialized) {
    const { random } = this;
    const on = () => random.chance(0.5);
    const all = materialized
      ? { fillfactor: random.between(50, 90), toastTupleTarget: random.between(200, 900), parallelWorkers: random.between(1, 4), autovacuumEnabled: on(),
        vacuumIndexCleanup: random.pick(['auto', 'on', 'off']), vacuumTruncate: on(), autovacuumVacuumThreshold: random.between(1, 99),
        autovacuumVacuumScaleFactor: random.between(1, 9), autovacuumVacuumCostDelay: random.between(1, 9), autovacuumVacuumCostLimit: random.between(1, 99),
        autovacuumFreezeMinAge: random.between(1, 999), autovacuumFreezeMaxAge: random.between(100000, 200000), autovacuumFreezeTableAge: random.between(1, 999),
        autovacuumMultixactFreezeMinAge: random.between(1, 999), autovacuumMultixactFreezeMaxAge: random.between(10000, 20000),
        autovacuumMultixactFreezeTableAge: random.between(1, 999), logAutovacuumMinDuration: random.between(1, 99), userCatalogTable: on() }
      : { securityInvoker: on(), securityBarrier: on() };
    return {
      with: random.chance(0.6) ? undefined : Object.fromEntries(random.some(Object.keys(all), 1, 6).map((key) => [key, all[key]])),
      withNoData: materialized && random.chance(0.3) ? true : undefined,
      using: materialized && random.chance(0.15) ? 'heap' : undefined,
      tablespace: materialized && random.chance(0.1) ? 'pg_default' : undefined };
  }

  // What goes with a column: everything that needs it.
  dropColumn(table, column) {
    table.columns = table.columns.filter((one) => one !== column);
    for (const one of table.columns) if (one.generated?.from === column) one.generated = undefined;
    const without = (list, columns) => list.filter((one) => !columns(one).includes(column));
    table.uniques = without(table.uniques, (one) => one.columns);
    table.checks = without(table.checks, (one) => [one.column]);
    table.indexes = without(table.indexes, (one) => [...one.columns.map((part) => part.column), one.where?.column]);
    table.foreignKeys = without(table.foreignKeys, (one) => one.columns);
    table.policies = without(table.policies, (one) => [one.using?.column, one.withCheck?.column]);
    if (table.primaryKey?.columns.includes(column)) table.primaryKey = undefined;
    for (const view of this.views) {
      view.columns = view.columns.filter((one) => one !== column);
      if (view.where?.column === column) view.where = undefined;
      if (!view.columns.length) Object.assign(view, { over: null, where: undefined });
    }
    this.dropDangling();
  }
  dropTable(table) {
    this.tables = this.tables.filter((one) => one !== table);
    for (const one of this.views.filter((view) => view.over === table)) this.dropView(one);
    this.dropDangling();
  }
  dropView(view) {
    this.views = this.views.filter((one) => one !== view);
    for (const one of this.views) if (one.base === view) one.base = undefined;
  }
  dropEnum(type) {
    this.enums = this.enums.filter((one) => one !== type);
    for (const column of this.tables.flatMap((one) => one.columns)) {
      if (column.type.enumType === type) column.type = typeNamed(column.type.array ? 'text[]' : 'text');
    }
    this.settle();
  }
  // Foreign keys whose target is a key no more.
  dropDangling() {
    const is = (a, b) => a.length === b.length && a.every((one) => b.includes(one));
    const keys = this.keys();
    for (const table of this.tables) {
      table.foreignKeys = table.foreignKeys.filter((key) =>
        key.columns.every((one, i) => one.type.family && one.type.family === key.target[i].type.family && !one.generated) &&
        keys.some((one) => one.table === key.table && is(one.columns, key.target)));
    }
  }
  // After a change of types: what no longer suits them goes.
  settle() {
    for (const table of this.tables) {
      for (const column of table.columns) {
        if (column.identity && !(column.type.type in largest)) column.identity = undefined;
        if (column.generated && computed(undefined, column, '') === undefined) column.generated = undefined;
        if (column.generated?.from && (column.generated.from.generated || !table.columns.includes(column.generated.from))) column.generated.from = undefined;
        if (groupOf(column.type) === 'serial') Object.assign(column, { default: undefined, identity: undefined, generated: undefined, notNull: true });
        if (!isComparable(column.type)) column.primaryKey = false;
      }
      const able = (column) => isComparable(column.type) && !column.generated;
      if (table.primaryKey && !table.primaryKey.columns.every(able)) table.primaryKey = undefined;
      for (const one of table.columns) if (one.primaryKey && !able(one)) one.primaryKey = false;
      table.uniques = table.uniques.filter((one) => one.columns.every(able));
      table.indexes = table.indexes.filter((one) => one.columns.every((part) => {
        const way = methods(part.column).find((method) => method.method === one.method);
        return way && (!part.opclass || way.opclasses.includes(part.opclass)) && (!way.must || part.opclass);
      }));
    }
    this.dropDangling();
  }
}

module.exports = { Database, largest };
