import { sql } from 'drizzle-orm';
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  twice: integer().generatedAlwaysAs(sql`"age" * 2`),
});
