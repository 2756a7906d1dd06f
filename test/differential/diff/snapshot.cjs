// The snapshot that drizzle-kit would keep of a random database.
'use strict';
const { computed, condition, indexed } = require('./vocabulary.cjs');

const place = (one) => one.schema?.name ?? '';
const said = (one) => one.schema?.name ?? 'public';
const quoted = (name) => `"${name}"`;
const named = (list, make) => Object.fromEntries(list.map((one) => make(one)).map((one) => [one.name, one]));
const qualified = (list, make) => Object.fromEntries(list.map((one) => [`${said(one)}.${one.name}`, make(one)]));
const names = (columns) => columns.map((one) => one.name);
const without = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
// Drizzle writes a column of a check or a predicate behind its table's name.
const inTable = (table, { column, weight, text }) => text ?? condition(column, `${quoted(table.name)}.${quoted(column.name)}`, weight);

const policy = (table) => ({ name, as, for: command, to, using, withCheck }) => without({
  name, as, for: command, to: to.map((one) => one.name ?? one).sort(),
  using: using && inTable(table, using), withCheck: withCheck && inTable(table, withCheck) });

const column = (table) => ({ name, type, primaryKey, notNull, default: value, identity, generated }) => without({
  name,
  type: type.enumType ? type.enumType.name + (type.array ? '[]' : '') : type.type,
  typeSchema: type.enumType && said(type.enumType),
  primaryKey: !!primaryKey,
  notNull: !!notNull,
  generated: generated && { as: computed(generated.from, { type }, generated.from && quoted(generated.from.name)), type: 'stored' },
  identity: identity && { type: identity.always ? 'always' : 'byDefault', name: identity.name ?? `${table.name}_${name}_seq`, schema: said(table), ...identity.options },
  default: generated || identity ? undefined : value });

const part = ({ column: one, isExpression, asc, nulls, opclass }) => {
  const expression = isExpression ? indexed(one, quoted(one.name)) : undefined;
  return without({ expression: expression ?? one.name, isExpression: expression !== undefined, asc, nulls, opclass: expression ? undefined : opclass });
};
const index = (table) => (one) => without({
  name: one.custom ?? `${table.name}_${names(one.columns.map((column) => column.column)).join('_')}_index`,
  columns: one.columns.map(part), isUnique: one.isUnique, where: one.where && inTable(table, one.where),
  concurrently: !!one.concurrently, method: one.method, with: one.with });

const view = (one) => {
  if (one.isExisting) return { name: one.name, schema: said(one), columns: {}, materialized: one.materialized, isExisting: true };
  const from = one.over && `${one.over.schema ? `${quoted(one.over.schema.name)}.` : ''}${quoted(one.over.name)}`;
  const where = one.where ? ` where ${inTable(one.over, one.where)}` : '';
  return without({
    name: one.name, schema: said(one), columns: {},
    definition: one.base ? `select "n" + ${one.value} as "n" from ${one.base.schema ? `${quoted(one.base.schema.name)}.` : ''}${quoted(one.base.name)}` : one.over ? `select ${names(one.columns).map(quoted).join(', ')}, ${one.value} as "n" from ${from}${where}` : `select ${one.value} as "n"`,
    materialized: one.materialized, isExisting: false, with: one.with, withNoData: one.withNoData, using: one.using, tablespace: one.tablespace });
};

function snapshot(db, id) {
  return {
    id, prevId: '00000000-0000-0000-0000-000000000000', version: '7', dialect: 'postgresql',
    tables: qualified(db.tables, (table) => ({
      name: table.name,
      schema: place(table),
      columns: named(table.columns, column(table)),
      indexes: named(table.indexes, index(table)),
      foreignKeys: named(table.foreignKeys, (one) => without({
        name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_${one.table.name}_${names(one.target).join('_')}_fk`,
        tableFrom: table.name, tableTo: one.table.name, schemaTo: one.table.schema?.name,
        columnsFrom: names(one.columns), columnsTo: names(one.target), onDelete: one.onDelete, onUpdate: one.onUpdate })),
      compositePrimaryKeys: named(table.primaryKey ? [table.primaryKey] : [], (one) => ({
        name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_pk`, columns: names(one.columns) })),
      uniqueConstraints: named(table.uniques, (one) => ({
        name: one.custom ?? `${table.name}_${names(one.columns).join('_')}_unique`, nullsNotDistinct: one.nullsNotDistinct, columns: names(one.columns) })),
      policies: named(table.policies, policy(table)),
      checkConstraints: named(table.checks, (one) => ({ name: one.name, value: inTable(table, one) })),
      isRLSEnabled: table.rls })),
    enums: qualified(db.enums, (one) => ({ name: one.name, schema: said(one), values: [...one.values] })),
    schemas: Object.fromEntries(db.schemas.map(({ name }) => [name, name])),
    sequences: qualified(db.sequences, (one) => ({ name: one.name, schema: said(one), ...one.options })),
    roles: named(db.roles, ({ name, createDb, createRole, inherit }) => ({ name, createDb, createRole, inherit })),
    policies: named(db.policies, (one) => ({ ...policy()(one), on: one.on, schema: 'auth' })),
    views: qualified(db.views, view),
    _meta: { schemas: {}, tables: {}, columns: {} },
  };
}

module.exports = { snapshot };
