// The expression changes: the column is made anew, with all that hung on it.
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  twice: integer().generatedAlwaysAs(sql`"age" * 3`),
}, (t) => [
  index('twice_index').on(t.twice),
  check('twice_check', sql`${t.twice} > 0`),
]);
