// An enum moves to another schema.
import { integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const state = app.enum('state', ["open", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
