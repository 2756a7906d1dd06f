import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn, check, foreignKey, index, integer, pgSchema, pgTable, pgTableCreator, primaryKey, serial, text, timestamp, unique,
  uniqueIndex, uuid, varchar, vector, jsonb, boolean,
} from 'drizzle-orm/pg-core';

export const cities = pgTable('cities', { id: serial('id').primaryKey(), name: text('name') });

export const categories = pgTable('categories', {
  id: integer('id').primaryKey(),
  parentId: integer('parent_id').references((): AnyPgColumn => categories.id, { onDelete: 'set null', onUpdate: 'cascade' }),
  cityId: integer('city_id').references(() => cities.id, { onDelete: 'restrict' }),
  leadId: integer('lead_id').references((): AnyPgColumn => members.id, { onDelete: 'set default' }),
});

export const members = pgTable('members', {
  id: integer('id').primaryKey(),
  categoryId: integer('category_id').references(() => categories.id, { onDelete: 'no action' }),
});

export const composite = pgTable('composite', {
  a: integer('a').notNull(),
  b: integer('b').notNull(),
  c: text('c'),
}, (t) => [primaryKey({ columns: [t.a, t.b] }), unique().on(t.b, t.c), unique('custom').on(t.c).nullsNotDistinct(), unique('plain_custom').on(t.a)]);

export const named = pgTable('named', { a: integer('a'), b: integer('b') }, (t) => ({
  pk: primaryKey({ name: 'named_key', columns: [t.b, t.a] }),
  reference: foreignKey({ name: 'named_reference', columns: [t.a, t.b], foreignColumns: [composite.a, composite.b] }).onDelete('cascade').onUpdate('restrict'),
}));

export const oldStyle = pgTable('old_style', { a: integer('a'), b: integer('b') }, (t) => ({ pk: primaryKey(t.a, t.b) }));

export const uniques = pgTable('uniques', {
  plain: text('plain').unique(),
  named: text('named').unique('my_unique'),
  nulls: text('nulls').unique('nulls_unique', { nulls: 'not distinct' }),
  distinct: text('distinct').unique(undefined, { nulls: 'distinct' }),
  primaryUnique: text('primary_unique').primaryKey().unique(),
});

export const checked = pgTable('checked', { age: integer('age'), name: text('name') }, (t) => [
  check('age_check', sql`${t.age} > 21`),
  check('name_check', sql`length(${t.name}) > 0 and ${t.name} <> 'it''s'`),
  check('raw_check', sql.raw('age < 200')),
]);

export const indexed = pgTable('indexed', {
  id: uuid('id').primaryKey(),
  name: text('name'),
  email: varchar('email', { length: 100 }),
  createdAt: timestamp('created_at'),
  data: jsonb('data'),
  embedding: vector('embedding', { dimensions: 3 }),
  deleted: boolean('deleted'),
}, (t) => [
  index().on(t.name),
  index().on(t.name, t.email),
  uniqueIndex().on(t.email),
  index('named').on(t.createdAt),
  index('ordered').on(t.name.asc(), t.email.desc(), t.createdAt.desc().nullsLast(), t.deleted.asc().nullsFirst()),
  index('expression').on(sql`lower(${t.email})`, t.name),
  uniqueIndex('expression_unique').on(sql`coalesce(${t.name}, '')`.inlineParams()),
  index('partial').on(t.name).where(sql`${t.deleted} is not true`),
  index('gin').using('gin', t.data),
  index('gin_opclass').using('gin', t.data.op('jsonb_path_ops')),
  index('trigram').using('gin', sql`${t.name} gin_trgm_ops`),
  index('opclass').on(t.name.op('text_pattern_ops').desc()),
  index('hnsw').using('hnsw', t.embedding.op('vector_cosine_ops')).with({ m: 16, ef_construction: 64 }),
  index('ivfflat').using('ivfflat', t.embedding.op('vector_l2_ops')).with({ lists: 100 }),
  index('fill').on(t.email).with({ fillfactor: 70, deduplicate_items: 'off', fastupdate: false }),
  index('concurrent').on(t.createdAt).concurrently(),
  index('only').onOnly(t.createdAt.desc(), t.name),
  index('brin').using('brin', t.createdAt).with({ pages_per_range: 32 }),
]);

export const indexedObject = pgTable('indexed_object', { a: text('a'), b: text('b') }, (table) => ({
  aIdx: index('indexed_object_a').on(table.a),
  10: index('indexed_object_ten').on(table.b),
  2: uniqueIndex('indexed_object_two').on(table.b, table.a),
}));

export const nestedList = pgTable('nested_list', { a: text('a'), b: text('b') }, (table) => [
  [index('nested_a').on(table.a), index('nested_b').on(table.b)] as any,
  undefined as any,
]);

const project = pgTableCreator((name) => `project_${name}`);
export const projectUsers = project('users', { id: serial('id').primaryKey(), email: text('email').unique() }, (t) => [index().on(t.email)]);
export const projectPosts = project('posts', { id: serial('id').primaryKey(), userId: integer('user_id').references(() => projectUsers.id) });

export const shop = pgSchema('shop');
export const orders = shop.table('orders', { id: serial('id').primaryKey(), cityId: integer('city_id').references(() => cities.id) }, (t) => [index('orders_city').on(t.cityId)]);
export const lines = shop.table('lines', { orderId: integer('order_id').references(() => orders.id), n: integer('n') }, (t) => [
  index('named').on(t.n),
  foreignKey({ columns: [t.n], foreignColumns: [cities.id] }),
  check('n_check', sql`${t.n} > 0`),
]);
