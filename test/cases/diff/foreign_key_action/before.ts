import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: integer().primaryKey(), code: text() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer().references(() => teams.id),
});
