// A generated column is added.
import { sql } from 'drizzle-orm';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
  twice: integer().generatedAlwaysAs(sql`"age" * 2`),
});
