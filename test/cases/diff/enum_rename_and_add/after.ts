// An enum is renamed and gets a value.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('status', ["open", "done", "late"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
