import { boolean, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer().default(1),
  c: integer().default(2),
  d: boolean().default(true),
  e: text().default('it'),
});
