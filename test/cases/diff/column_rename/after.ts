// A renamed column: what is named after it follows.
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text('full_name').unique(),
  team: integer('team_id').references(() => teams.id),
}, (t) => [
  index().on(t.name),
]);
export const teams = pgTable('teams', { id: integer().primaryKey() });
