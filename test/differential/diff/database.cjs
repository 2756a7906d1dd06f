// A random database, as objects that point at each other, and the snapshot that drizzle-kit would keep
// of it. Changing it and taking another snapshot makes the second half of a pair.
'use strict';

const words = ['id', 'name', 'title', 'createdAt', 'state', 'amount', 'note', 'owner', 'code', 'kind',
  'total', 'email', 'userId', 'order', '2', 'due_at', 'Mixed Case', 'parent', 'rank', 'body'];
const nouns = ['users', 'posts', 'orders', 'tags', 'userRoles', 'audit_log', 'item', 'group', 'team', 'note'];
const enumNames = ['status', 'mood', 'orderState', 'time_kind', 'level', 'text_style'];
const enumValues = ['new', 'open', 'done', 'on hold', 'a', 'b', 'c', 'late', 'Gone', 'x1'];
const schemaNames = ['app', 'Data', 'extra'];

// Types with defaults that suit them; `group` holds what PostgreSQL converts among by itself.
const types = [
  { type: 'integer', group: 'number', defaults: [0, 1, 42, -1] },
  { type: 'bigint', group: 'number', defaults: [0, 7] },
  { type: 'smallint', group: 'number', defaults: [0, 3] },
  { type: 'numeric(10, 2)', group: 'number', defaults: ["'1.5'", "'0'"] },
  { type: 'numeric', group: 'number', defaults: ["'2'"] },
  { type: 'real', group: 'number', defaults: [1.5] },
  { type: 'double precision', group: 'number', defaults: [0.25] },
  { type: 'text', group: 'text', defaults: ["'a'", "''", "'it''s'"] },
  { type: 'varchar(255)', group: 'text', defaults: ["'v'"] },
  { type: 'varchar(64)', group: 'text', defaults: ["'v'"] },
  { type: 'varchar', group: 'text', defaults: ["'w'"] },
  { type: 'char(3)', group: 'text', defaults: ["'abc'"] },
  { type: 'boolean', group: 'boolean', defaults: [true, false] },
  { type: 'timestamp', group: 'time', defaults: ['now()'] },
  { type: 'timestamp (3)', group: 'time', defaults: ['now()'] },
  { type: 'timestamp(3)', group: 'time', defaults: ['now()'] },
  { type: 'timestamp with time zone', group: 'time', defaults: ['now()', "'2024-01-01 00:00:00+00'"] },
  { type: 'date', group: 'time', defaults: ['now()'] },
  { type: 'interval', group: 'interval', defaults: ["'1 day'"] },
  { type: 'uuid', group: 'uuid', defaults: ['gen_random_uuid()'] },
  { type: 'jsonb', group: 'json', defaults: ["'{}'::jsonb"] },
  { type: 'json', group: 'json', defaults: ["'[]'::json"] },
  { type: 'text[]', group: 'list', defaults: ["'{}'", "'{\"a\",\"b\"}'"] },
  { type: 'varchar(20)[]', group: 'list', defaults: ["'{}'"] },
  { type: 'integer[]', group: 'numbers', defaults: ["'{1,2}'"] },
  { type: 'inet', group: 'inet', defaults: [] },
  { type: 'bytea', group: 'bytea', defaults: [] },
];

const sequenceDefaults = () => ({
  increment: '1', minValue: '1', maxValue: '9223372036854775807', startWith: '1', cache: '1', cycle: false });

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
    for (let i = random.below(4); i > 0; i--) this.addEnum();
    for (let i = random.below(3); i > 0; i--) this.addSequence();
    for (let i = random.below(3); i > 0; i--) this.addRole();
    for (let i = random.between(1, 5); i > 0; i--) this.addTable();
    for (let i = random.below(5); i > 0; i--) this.addForeignKey();
    for (let i = random.below(3); i > 0; i--) this.addView();
    for (let i = random.below(2); i > 0; i--) this.addOuterPolicy();
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

  addSchema() {
    const left = schemaNames.filter((name) => !this.schemas.some((one) => one.name === name));
    this.schemas.push({ name: left.length ? this.random.pick(left) : `schema_${++this.serial}` });
  }
  addEnum() {
    const schema = this.anySchema();
    const taken = [...this.enums, ...this.tables, ...this.sequences];
    this.enums.push({ schema, name: this.fresh(taken, enumNames, schema), values: this.random.some(enumValues, 1, 5) });
  }
  addSequence() {
    const schema = this.anySchema();
    this.sequences.push({ schema, name: this.fresh([...this.sequences, ...this.tables], ['counter', 'ticket', 'bigSeq'], schema), options: this.sequenceOptions() });
  }
  sequenceOptions(type) {
    const options = sequenceDefaults();
    if (type === 'integer') options.maxValue = '2147483647';
    if (this.random.chance(0.3)) options.increment = String(this.random.between(1, 9));
    if (this.random.chance(0.3)) options.maxValue = String(this.random.between(1000, 9999));
    if (this.random.chance(0.3)) options.startWith = String(this.random.between(1, 99));
    if (this.random.chance(0.2)) options.cache = String(this.random.between(1, 20));
    if (this.random.chance(0.2)) options.cycle = true;
    return options;
  }
  addRole() {
    const name = this.fresh(this.roles, ['fuzz_admin', 'fuzzReader', 'fuzz_writer'], undefined);
    this.roles.push({ name, createDb: this.random.chance(0.3), createRole: this.random.chance(0.3), inherit: this.random.chance(0.8) });
  }

  anyType() {
    if (this.enums.length && this.random.chance(0.2)) {
      return { enumType: this.random.pick(this.enums), array: this.random.chance(0.15) };
    }
    return { ...this.random.pick(types) };
  }
  anyDefault(type) {
    if (type.enumType) {
      const value = this.random.pick(type.enumType.values).replaceAll("'", "''");
      return type.array ? `'{"${value}"}'` : `'${value}'`;
    }
    return type.defaults.length ? this.random.pick(type.defaults) : undefined;
  }
  addColumn(table) {
    const type = this.anyType();
    const column = { name: this.fresh(table.columns, words, undefined), type, notNull: this.random.chance(0.5) };
    if (this.random.chance(0.35)) column.default = this.anyDefault(type);
    if (column.default === undefined && ['integer', 'bigint'].includes(type.type) && this.random.chance(0.15)) {
      column.identity = { always: this.random.chance(0.5), options: this.sequenceOptions(type.type) };
      column.notNull = true;
    } else if (column.default === undefined && !column.identity && type.group === 'number' && this.random.chance(0.1)) {
      column.generated = this.random.pick(['1 + 1', '2 * 3']);
    }
    table.columns.splice(this.random.chance(0.7) ? table.columns.length : this.random.below(table.columns.length + 1), 0, column);
    return column;
  }
  addTable() {
    const schema = this.anySchema();
    const table = { schema, name: this.fresh([...this.tables, ...this.enums, ...this.views, ...this.sequences], nouns, schema), columns: [],
      uniques: [], checks: [], indexes: [], foreignKeys: [], policies: [], rls: this.random.chance(0.1) };
    this.tables.push(table);
    if (this.random.chance(0.8)) {
      const id = { name: 'id', type: this.random.pick([types[0], { type: 'serial', group: 'serial', defaults: [] }, types[19]]), notNull: true };
      table.columns.push(id);
      if (this.random.chance(0.8)) id.primaryKey = true;
    }
    for (let i = this.random.between(1, 6); i > 0; i--) this.addColumn(table);
    if (!table.columns.some((one) => one.primaryKey) && this.random.chance(0.5)) this.addPrimaryKey(table);
    if (this.random.chance(0.4)) this.addUnique(table);
    if (this.random.chance(0.3)) this.addCheck(table);
    for (let i = this.random.below(3); i > 0; i--) this.addIndex(table);
    if (this.random.chance(0.15)) this.addPolicy(table);
    return table;
  }
  comparable(table) {
    return table.columns.filter((one) => one.type.group !== 'json' && !one.generated);
  }
  // PostgreSQL makes one constraint of two that say the same: such schemas are never reached.
  isKey(table, columns) {
    const is = (other) => columns.length === other.length && columns.every((one) => other.includes(one));
    return table.uniques.some((one) => is(one.columns)) || (table.primaryKey && is(table.primaryKey.columns)) ||
      table.columns.some((one) => one.primaryKey && is([one]));
  }
  addPrimaryKey(table) {
    const columns = this.random.some(this.comparable(table), 1, 2);
    if (!columns.length || this.isKey(table, columns)) return;
    for (const column of columns) column.notNull = true;
    table.primaryKey = { columns, custom: this.random.chance(0.3) ? `pk_${++this.serial}` : undefined };
  }
  addUnique(table) {
    const columns = this.random.some(this.comparable(table), 1, 2);
    if (!columns.length || this.isKey(table, columns)) return;
    table.uniques.push({ columns, custom: this.random.chance(0.3) ? `uq_${++this.serial}` : undefined, nullsNotDistinct: this.random.chance(0.2) });
  }
  addCheck(table) {
    table.checks.push({ name: `check_${++this.serial}`, value: this.random.pick(['1 = 1', '2 > 1', "'a' <> 'b'"]) });
  }
  addIndex(table) {
    const columns = this.random.some(table.columns.filter((one) => one.type.type !== 'json'), 1, 2).map((column) => ({
      column, expression: this.random.chance(0.1) ? this.random.pick(['lower(\'A\')', '(1 + 1)']) : undefined,
      asc: this.random.chance(0.8), nulls: this.random.chance(0.8) ? 'last' : 'first',
      opclass: column.type.type === 'text' && this.random.chance(0.2) ? 'text_pattern_ops' : undefined }));
    for (const one of columns) if (one.expression) one.opclass = undefined;
    if (!columns.length) return;
    table.indexes.push({ name: `idx_${++this.serial}`, columns, isUnique: this.random.chance(0.2),
      where: this.random.chance(0.15) ? '1 = 1' : undefined, with: this.random.chance(0.1) ? { fillfactor: '70' } : {}, method: 'btree' });
  }
  // What a foreign key may point to: keys of tables whose columns have the same types.
  addForeignKey() {
    const targets = [];
    for (const table of this.tables) {
      for (const one of table.columns) if (one.primaryKey) targets.push({ table, columns: [one] });
      if (table.primaryKey) targets.push({ table, columns: table.primaryKey.columns });
      for (const one of table.uniques) targets.push({ table, columns: one.columns });
    }
    if (!targets.length) return;
    const to = this.random.pick(targets);
    if (to.columns.some((one) => one.type.enumType || one.type.type.endsWith('[]'))) return;
    const from = this.random.pick(this.tables);
    const base = (type) => (type === 'serial' ? 'integer' : type);
    const columns = to.columns.map((target) => {
      const same = from.columns.find((one) => base(one.type.type) === base(target.type.type) && !one.generated && one !== target);
      if (same) return same;
      const type = types.find((one) => one.type === base(target.type.type));
      const column = { name: this.fresh(from.columns, words, undefined), type, notNull: false };
      from.columns.push(column);
      return column;
    });
    if (new Set(columns).size !== columns.length) return;
    from.foreignKeys.push({ columns, table: to.table, target: to.columns, custom: this.random.chance(0.2) ? `fk_${++this.serial}` : undefined,
      onDelete: this.random.pick(['no action', 'cascade', 'set null', 'restrict']), onUpdate: this.random.pick(['no action', 'cascade']) });
  }
  policy() {
    const roles = this.random.chance(0.5) || !this.roles.length ? ['public'] : [this.random.pick(this.roles)];
    return { name: `policy_${++this.serial}`, as: this.random.pick(['PERMISSIVE', 'RESTRICTIVE']),
      for: this.random.pick(['ALL', 'SELECT', 'UPDATE']), to: roles, using: this.random.chance(0.7) ? this.random.pick(['true', '1 = 1', 'false']) : undefined,
      withCheck: undefined };
  }
  addPolicy(table) {
    table.policies.push(this.policy());
  }
  addOuterPolicy() {
    this.policies.push({ ...this.policy(), on: this.random.pick(['"auth"."users"', '"auth"."sessions"']) });
  }
  addView() {
    const table = this.random.pick(this.tables.filter((one) => one.columns.length));
    if (!table) return;
    const materialized = this.random.chance(0.4);
    const schema = this.anySchema();
    this.views.push({ schema, name: this.fresh([...this.views, ...this.tables], ['recent', 'totals', 'openItems'], schema),
      materialized, over: this.random.chance(0.2) ? table : null, value: this.random.below(100), with: this.viewOptions(materialized),
      withNoData: materialized && this.random.chance(0.3) ? true : undefined });
  }
  viewOptions(materialized) {
    if (this.random.chance(0.6)) return undefined;
    const all = materialized
      ? { fillfactor: this.random.between(50, 90), autovacuumEnabled: this.random.chance(0.5), parallelWorkers: this.random.between(1, 4) }
      : { securityInvoker: this.random.chance(0.5), securityBarrier: this.random.chance(0.5) };
    return Object.fromEntries(this.random.some(Object.keys(all), 1, 3).map((key) => [key, all[key]]));
  }

  // What goes with a column: everything that needs it.
  dropColumn(table, column) {
    table.columns = table.columns.filter((one) => one !== column);
    const without = (list, columns) => list.filter((one) => !columns(one).includes(column));
    table.uniques = without(table.uniques, (one) => one.columns);
    table.indexes = without(table.indexes, (one) => one.columns.map((part) => part.column));
    table.foreignKeys = without(table.foreignKeys, (one) => one.columns);
    if (table.primaryKey?.columns.includes(column)) table.primaryKey = undefined;
    this.dropDangling();
  }
  dropTable(table) {
    this.tables = this.tables.filter((one) => one !== table);
    this.views = this.views.filter((one) => one.over !== table);
    this.dropDangling();
  }
  dropEnum(type) {
    this.enums = this.enums.filter((one) => one !== type);
    for (const table of this.tables) {
      for (const column of table.columns) {
        if (column.type.enumType !== type) continue;
        column.type = types.find((one) => one.type === (column.type.array ? 'text[]' : 'text'));
      }
    }
  }
  // Foreign keys whose target is a key no more.
  dropDangling() {
    const is = (a, b) => a.length === b.length && a.every((one) => b.includes(one));
    for (const table of this.tables) {
      table.foreignKeys = table.foreignKeys.filter((key) => {
        const to = key.table;
        if (!this.tables.includes(to)) return false;
        return (key.target.length === 1 && key.target[0].primaryKey && to.columns.includes(key.target[0])) ||
          (to.primaryKey && is(to.primaryKey.columns, key.target)) || to.uniques.some((one) => is(one.columns, key.target));
      });
    }
  }

  snapshot(id) {
    const place = (one) => one.schema?.name ?? '';
    const said = (one) => one.schema?.name ?? 'public';
    const named = (list, make) => Object.fromEntries(list.map((one) => make(one)).map((one) => [one.name, one]));
    const qualified = (list, make) => Object.fromEntries(list.map((one) => [`${said(one)}.${one.name}`, make(one)]));
    const names = (columns) => columns.map((one) => one.name);
    const policy = ({ name, as, for: command, to, using, withCheck }) =>
      ({ name, as, for: command, to: to.map((one) => one.name ?? one).sort(), ...(using ? { using } : {}), ...(withCheck ? { withCheck } : {}) });
    const column = (table) => ({ name, type, primaryKey, notNull, default: value, identity, generated }) => ({
      name,
      type: type.enumType ? type.enumType.name + (type.array ? '[]' : '') : type.type,
      ...(type.enumType ? { typeSchema: said(type.enumType) } : {}),
      primaryKey: !!primaryKey,
      notNull: !!notNull,
      ...(generated ? { generated: { as: generated, type: 'stored' } } : {}),
      ...(identity ? { identity: { type: identity.always ? 'always' : 'byDefault', name: identity.name ?? `${table.name}_${name}_seq`, schema: said(table), ...identity.options } } : {}),
      ...(value !== undefined ? { default: value } : {}) });
    return {
      id, prevId: '00000000-0000-0000-0000-000000000000', version: '7', dialect: 'postgresql',
      tables: qualified(this.tables, (table) => ({
        name: table.name,
        schema: place(table),
        columns: named(table.columns, column(table)),
        indexes: named(table.indexes, (one) => ({
          name: one.name,
          columns: one.columns.map((part) => ({
            expression: part.expression ?? part.column.name, isExpression: !!part.expression, asc: part.asc, nulls: part.nulls,
            ...(part.opclass ? { opclass: part.opclass } : {}) })),
          isUnique: one.isUnique, ...(one.where ? { where: one.where } : {}), concurrently: false, method: one.method, with: one.with })),
        foreignKeys: named(table.foreignKeys, (one) => ({
          name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_${one.table.name}_${names(one.target).join('_')}_fk`,
          tableFrom: table.name, tableTo: one.table.name, ...(one.table.schema ? { schemaTo: one.table.schema.name } : {}),
          columnsFrom: names(one.columns), columnsTo: names(one.target), onDelete: one.onDelete, onUpdate: one.onUpdate })),
        compositePrimaryKeys: named(table.primaryKey ? [table.primaryKey] : [], (one) => ({
          name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_pk`, columns: names(one.columns) })),
        uniqueConstraints: named(table.uniques, (one) => ({
          name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_unique`, nullsNotDistinct: one.nullsNotDistinct, columns: names(one.columns) })),
        policies: named(table.policies, policy),
        checkConstraints: named(table.checks, ({ name, value }) => ({ name, value })),
        isRLSEnabled: table.rls })),
      enums: qualified(this.enums, (one) => ({ name: one.name, schema: said(one), values: [...one.values] })),
      schemas: Object.fromEntries(this.schemas.map(({ name }) => [name, name])),
      sequences: qualified(this.sequences, (one) => ({ name: one.name, schema: said(one), ...one.options })),
      roles: named(this.roles, ({ name, createDb, createRole, inherit }) => ({ name, createDb, createRole, inherit })),
      policies: named(this.policies, (one) => ({ ...policy(one), on: one.on, schema: 'auth' })),
      views: qualified(this.views, (one) => ({
        name: one.name, schema: said(one), columns: {},
        definition: one.over ? `select ${one.value} as "n" from ${one.over.schema ? `"${one.over.schema.name}".` : ''}"${one.over.name}"` : `select ${one.value} as "n"`,
        materialized: one.materialized, isExisting: false, ...(one.with ? { with: one.with } : {}), ...(one.withNoData ? { withNoData: true } : {}) })),
      _meta: { schemas: {}, tables: {}, columns: {} },
    };
  }
}

module.exports = { Database, types };
