// Table and column are renamed at once.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('people', {
  id: integer().primaryKey(),
  name: text('full_name'),
  age: integer(),
});
