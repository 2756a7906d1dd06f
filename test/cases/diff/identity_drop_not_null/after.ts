// An identity goes, NOT NULL stays.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: integer().notNull(),
});
