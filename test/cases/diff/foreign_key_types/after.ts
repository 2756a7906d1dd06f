// Both ends of a foreign key get another type.
import { bigint, integer, pgTable } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: bigint({ mode: 'number' }).primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: bigint({ mode: 'number' }).references(() => teams.id),
});
