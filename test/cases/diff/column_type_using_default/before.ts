import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: text().default('1'),
  b: text().default('{}'),
  c: text().notNull().default('x'),
});
