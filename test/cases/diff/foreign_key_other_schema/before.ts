import { integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const teams = app.table('teams', { id: integer().primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer(),
});
