// A column becomes an array, and one stops being one.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: text().array(),
  b: text(),
});
