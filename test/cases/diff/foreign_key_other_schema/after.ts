// A foreign key to a table in another schema.
import { integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const teams = app.table('teams', { id: integer().primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer().references(() => teams.id),
});
