// The same with an array, an index, a check, a view and a policy in the way.
import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgPolicy, pgTable, pgView } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ['open', 'done']);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
  all: state().array().default(['open']),
}, (t) => [
  index('by_state').on(t.state).where(sql`${t.state} = 'open'`),
  check('not_late', sql`${t.state} <> 'done'`),
  pgPolicy('own', { for: 'select', using: sql`${t.state} = 'open'` }),
]);
export const open = pgView('open', { id: integer() }).as(sql`select "id" from "users" where "state" = 'open'`);
