// From a single to a composite primary key.
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().notNull(),
  team: integer().notNull(),
}, (t) => [
  primaryKey({ columns: [t.id, t.team] }),
]);
