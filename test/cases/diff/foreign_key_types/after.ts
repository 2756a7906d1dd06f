// Both ends of a foreign key get another type.
import { integer, pgTable, uuid } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: uuid().primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: uuid().references(() => teams.id),
});
