import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "late"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
