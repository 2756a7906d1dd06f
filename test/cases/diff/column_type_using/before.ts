import { integer, pgTable, text, varchar } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: text(),
  b: text(),
  c: text(),
  d: text(),
  e: text(),
  f: varchar({ length: 9 }),
  g: integer(),
});
