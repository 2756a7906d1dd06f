// A foreign key to a unique that comes with it.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: integer().primaryKey(), code: text().unique() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: text().references(() => teams.code),
});
