// A value is added and is a default at once: two transactions.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "done", "late"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('late'),
});
