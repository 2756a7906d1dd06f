// A primary key that another table points to gets another name.
import { foreignKey, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const memberships = pgTable('memberships', {
  user: integer(),
  team: integer(),
}, (t) => [
  primaryKey({ name: 'memberships_key', columns: [t.user, t.team] }),
]);
export const invitations = pgTable('invitations', {
  id: integer().primaryKey(),
  user: integer(),
  team: integer(),
}, (t) => [
  foreignKey({ columns: [t.user, t.team], foreignColumns: [memberships.user, memberships.team] }),
]);
