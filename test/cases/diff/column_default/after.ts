// Defaults are set, changed and dropped; 0 and false are values too.
import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer().default(0),
  b: integer().default(3),
  c: integer(),
  d: boolean().default(false),
  e: text().default("it's"),
});
