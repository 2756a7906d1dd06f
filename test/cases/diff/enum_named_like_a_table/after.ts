// An enum and a table of one name change places.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  s: text(),
});
export const state = pgTable('state', { id: integer().primaryKey() });
