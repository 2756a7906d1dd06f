import { integer, pgEnum, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const state = pgEnum('state', ["open", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
