// One of everything that a snapshot can hold. everything.json is what drizzle-kit writes for it,
// everything.custom.json what `generate --custom` writes after that.
import { sql } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';

export const shop = p.pgSchema('shop');
export const mood = p.pgEnum('mood', ['sad', "it's", '"fine"']);
export const size = shop.enum('size', ['2', '1']);
export const editor = p.pgRole('editor', { createDb: true });
export const counter = p.pgSequence('counter', { startWith: 100, increment: -2, cycle: true });
const anything = p.customType<{ data: unknown }>({ dataType: () => 'anything' });

export const users = p.pgTable('users', {
  id: p.integer('id').primaryKey().generatedAlwaysAsIdentity({ startWith: 5 }),
  second: p.bigint('2', { mode: 'number' }).default(1e21),
  email: p.varchar('email', { length: 255 }).notNull().unique(),
  name: p.text('name').default("O'Neil\n\u2028é\u0007\\"),
  lower: p.text('lower').generatedAlwaysAs(sql`lower(name)`),
  mood: mood('mood').notNull().default('sad'),
  moods: mood('moods').array(),
  active: p.boolean('active').default(true),
  score: p.doublePrecision('score').default(0.1),
  made: p.timestamp('made', { precision: 3 }).defaultNow(),
  thing: anything('thing').default({ b: [1, {}, []], 1: 'x', a: null }),
  data: p.jsonb('data').default({ a: 1 }),
}, (t) => [
  p.index('users_lower').on(sql`lower(${t.name})`, t.email.desc().nullsLast()),
  p.uniqueIndex().on(t.email.op('text_ops')).where(sql`${t.active}`).with({ fillfactor: 70 })
    .concurrently(),
  p.check('score_positive', sql`${t.score} > 0`),
  p.pgPolicy('own', { as: 'restrictive', for: 'select', to: [editor, 'anon'], using: sql`true` }),
  p.unique('name_score').on(t.name, t.score).nullsNotDistinct(),
]).enableRLS();

export const orders = shop.table('orders', {
  userId: p.integer('user_id').references(() => users.id, { onDelete: 'cascade' }),
  otherId: p.integer('other_id'),
  size: size('size'),
}, (t) => [
  p.primaryKey({ columns: [t.userId, t.otherId] }),
]);

export const lines = shop.table('lines', {
  id: p.integer('id').generatedByDefaultAsIdentity(),
  userId: p.integer('user_id'),
  otherId: p.integer('other_id'),
}, (t) => [
  p.foreignKey({
    columns: [t.userId, t.otherId],
    foreignColumns: [orders.userId, orders.otherId],
    name: 'of_order',
  }),
]);

export const names = p.pgView('names').with({ securityBarrier: true, checkOption: 'local' })
  .as((q) => q.select({ email: users.email, mood: users.mood }).from(users));
export const kept = shop.materializedView('kept', { id: p.integer('id').notNull() }).using('heap')
  .with({ fillfactor: 80, autovacuumEnabled: true }).tablespace('fast').withNoData()
  .as(sql`select 1 as id`);
export const old = p.pgView('old', { id: p.integer('id') }).existing();
export const linked = p.pgPolicy('linked', { to: 'public', withCheck: sql`1 = 1` })
  .link(p.pgSchema('elsewhere').table('gone', { id: p.integer('id') }));
