import { foreignKey, integer, pgTable } from 'drizzle-orm/pg-core';

export const teams = pgTable('teams', { id: integer().primaryKey() });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer(),
}, (t) => [
  foreignKey({ name: 'their_team', columns: [t.team], foreignColumns: [teams.id] }).onDelete('cascade'),
]);
