import { and, desc, eq, gt, sql, count } from 'drizzle-orm';
import { alias, integer, pgEnum, pgMaterializedView, pgSchema, pgTable, pgView, serial, text, timestamp, boolean, jsonb } from 'drizzle-orm/pg-core';

export const kind = pgEnum('kind', ['a', 'b']);
export const users = pgTable('users', {
  id: serial('id').primaryKey(), name: text('name').notNull().default("it's"), kind: kind('kind').default('a'), kinds: kind('kinds').array(),
  email: text('email').unique(), createdAt: timestamp('created_at').defaultNow(), active: boolean('active').default(true), data: jsonb('data').default({ a: 1 }),
  number: integer('number').generatedAlwaysAsIdentity(), twice: integer('twice').generatedAlwaysAs(sql`1 * 2`),
});
export const posts = pgTable('posts', { id: serial('id').primaryKey(), userId: integer('user_id').references(() => users.id), title: text('title') });

export const all = pgView('all_users').as((qb) => qb.select().from(users));
export const filtered = pgView('filtered').as((qb) => qb.select({ id: users.id, name: users.name }).from(users).where(and(eq(users.active, true), gt(users.id, 10))));
export const ordered = pgView('ordered').as((qb) => qb.select().from(posts).orderBy(desc(posts.id)).limit(10).offset(5));
export const joined = pgView('joined').as((qb) => qb.select({ user: users.name, post: posts.title }).from(users).leftJoin(posts, eq(posts.userId, users.id)));
export const aggregated = pgView('aggregated').as((qb) => qb.select({ user: posts.userId, amount: count().as('amount'), text: sql<string>`max(${posts.title})`.as('max_title') }).from(posts).groupBy(posts.userId).having(sql`count(*) > 1`));
const other = alias(users, 'other');
export const selfJoin = pgView('self_join').as((qb) => qb.select({ a: users.name, b: other.id }).from(users).innerJoin(other, eq(users.id, other.id)));
export const withQuery = pgView('with_query').as((qb) => {
  const sq = qb.$with('sq').as(qb.select().from(users));
  return qb.with(sq).select().from(sq).where(eq(sq.name, 'x'));
});
export const fromView = pgView('from_view').as((qb) => qb.select().from(filtered));
export const distinct = pgView('distinct_users').as((qb) => qb.selectDistinct({ name: users.name }).from(users));
export const manual = pgView('manual', { id: integer('id').notNull(), label: text('label').default("it's"), at: timestamp('at', { withTimezone: true }) }).as(sql`select ${users.id}, 'x' as label, now() as at from ${users} where ${users.name} = ${'param'}`);
export const existing = pgView('existing_view', { id: integer('id') }).existing();
export const options = pgView('options').with({ checkOption: 'cascaded', securityBarrier: true, securityInvoker: false }).as((qb) => qb.select().from(posts));
export const one = pgView('one_option').with({ securityInvoker: true }).as((qb) => qb.select().from(posts));

export const mat = pgMaterializedView('mat').as((qb) => qb.select().from(posts));
export const matFull = pgMaterializedView('mat_full').using('heap').tablespace('pg_default').with({ fillfactor: 90, autovacuumEnabled: true, vacuumIndexCleanup: 'auto', parallelWorkers: 2 }).withNoData().as((qb) => qb.select({ id: posts.id }).from(posts));
export const matManual = pgMaterializedView('mat_manual', { id: integer('id') }).as(sql`select 1 as id`);
export const matExisting = pgMaterializedView('mat_existing', { id: integer('id') }).existing();

export const reports = pgSchema('reports');
export const reportTable = reports.table('daily', { id: serial('id'), kind: kind('kind') });
export const reportView = reports.view('overview').as((qb) => qb.select().from(reportTable));
export const reportMat = reports.materializedView('cached').as((qb) => qb.select({ id: reportTable.id }).from(reportTable));
export const reportManual = reports.view('by_hand', { id: integer('id') }).with({ checkOption: 'local' }).as(sql`select 1 as id`);
