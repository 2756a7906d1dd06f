// A name that something dropped later still holds.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
});
export const taken = pgTable('taken', { id: integer().primaryKey() });
