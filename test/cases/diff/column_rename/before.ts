import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text().unique(),
  team: integer().references(() => teams.id),
}, (t) => [
  index().on(t.name),
]);
export const teams = pgTable('teams', { id: integer().primaryKey() });
