import { sql } from 'drizzle-orm';
import {
  check, ExtraConfigColumn, foreignKey, index, integer, PgColumn, pgEnum, PgSchema, pgTable, primaryKey, text, timestamp, unique,
  uniqueIndex, varchar,
} from 'drizzle-orm/pg-core';

// What is said to a builder later does not change the columns that were built from it before.
const at = timestamp('at');
export const beforeNotNull = pgTable('before_not_null', { at });
export const afterNotNull = pgTable('after_not_null', { at: at.notNull().defaultNow() });
const name = text('name');
export const beforeUnique = pgTable('before_unique', { name });
export const afterUnique = pgTable('after_unique', { name: name.unique() });
export const againUnique = pgTable('again_unique', { name: name.unique('given') });
export const lastUnique = pgTable('last_unique', { name });
const key = integer();
export const firstKey = pgTable('first_key', { a: key });
export const secondKey = pgTable('second_key', { b: key.primaryKey() });
const list = text('list').array();
export const arrays = pgTable('arrays', { list, lists: list.array(2).default([['a']]) });
const reference = integer('reference').references(() => firstKey.a);
export const references1 = pgTable('references_1', { reference });
export const references2 = pgTable('references_2', { reference: reference.references(() => secondKey.b, { onDelete: 'cascade' }) });

// All ways in which a table's columns are looked at in its list of constraints.
const several = { a: text('a'), b: varchar('b', { length: 5 }), c: integer('c'), 1: integer('one') };
export const everyColumn = pgTable('every_column', several, (t) => Object.values(t).map((column, i) => index(`every_${i}`).on(column)));
export const everyName = pgTable('every_name', several, (t) => Object.keys(t).map((name) => index(`name_${name}`).on((t as any)[name])));
export const spread = pgTable('spread', several, (t) => { const copy = { ...t }; return [index('spread_a').on(copy.a.desc()), index('spread_b').on(t.a)]; });
export const destructured = pgTable('destructured', several, ({ a, b, ...rest }) => [uniqueIndex('destructured_a').on(a, b), index('destructured_rest').on(rest.c)]);
export const asked = pgTable('asked', several, (t) => [
  'a' in t && index('asked_in').on(t.a),
  'missing' in t && index('asked_missing').on(t.a),
  t.a instanceof PgColumn && index('asked_instance').on(t.b),
  t.a instanceof ExtraConfigColumn && index('asked_extra').on(t.c),
  (t as any).missing === undefined && index('asked_undefined').on(t.c, t.b),
  t.a.name === 'a' && t.b.notNull === false && (t.a as any).columnType === 'PgText' && index('asked_members').on(t.a, t.c),
  t.a === t.a && index('asked_same').on(t.b, t.a),
].filter((one) => one) as any);
export const looped = pgTable('looped', several, (t) => {
  const all = [];
  for (const name in t) all.push(unique(`unique_${name}`).on((t as any)[name]));
  return all;
});

// The options of an index column are used up by the index, but for onOnly's.
export const options = pgTable('options', several, (t) => [
  index('o1').on(t.a.desc().nullsFirst()),
  index('o2').on(t.a),
  index('o3').onOnly(t.b.desc()),
  index('o4').on(t.b),
  index('o5').on(t.b.desc().op('varchar_ops')),
  index('o6').on(t.b),
  index('o7').using('btree', t.c.nullsLast().desc()),
  index('o8').using('hash', t.c),
]);

// Constraints on the columns of the table itself, and of others.
export const outside = pgTable('outside', { a: integer('a'), b: integer('b') }, () => [
  primaryKey({ columns: [outside.a, outside.b] }),
  unique().on(outside.a),
  check('outside_check', sql`${outside.a} > ${outside.b}`),
  foreignKey({ columns: [outside.b], foreignColumns: [firstKey.a] }),
]);
export const direct = new PgSchema('direct');
export const inDirect = direct.table('in_direct', several, (t) => [index('direct_a').on(t.a)]);
export const kind = pgEnum('kind', ['x']);
const kindColumn = kind('kind');
export const kinds1 = pgTable('kinds_1', { kindColumn });
export const kinds2 = pgTable('kinds_2', { kindColumn: kindColumn.default('x'), list: kindColumn.array() });
