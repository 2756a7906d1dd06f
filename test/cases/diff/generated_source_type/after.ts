// The column that a generated one is made of gets another type.
import { sql } from 'drizzle-orm';
import { integer, pgTable, smallint } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: smallint(),
  twice: integer().generatedAlwaysAs(sql`"age" * 2`),
});
