// The new primary key needs a column that is added.
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().notNull(),
  team: integer().notNull(),
}, (t) => [
  primaryKey({ columns: [t.id, t.team] }),
]);
