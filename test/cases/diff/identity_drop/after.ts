// An identity goes, and NOT NULL with it.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: integer(),
});
