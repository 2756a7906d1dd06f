import { sql } from 'drizzle-orm';
import { index, integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "late", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state(),
}, (t) => [index('users_open').on(t.id).where(sql`${t.state} = 'open'`)]);
