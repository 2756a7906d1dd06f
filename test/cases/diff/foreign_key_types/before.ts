import { integer, pgTable } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: integer().primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer().references(() => teams.id),
});
