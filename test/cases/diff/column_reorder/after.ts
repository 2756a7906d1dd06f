// The order of columns is nothing to change.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  age: integer(),
  id: integer().primaryKey(),
  name: text(),
});
