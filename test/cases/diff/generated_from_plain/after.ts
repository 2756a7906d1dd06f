// A plain column becomes a generated one.
import { sql } from 'drizzle-orm';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  twice: integer().generatedAlwaysAs(sql`"age" * 2`),
}, (t) => [
  index('twice_index').on(t.twice),
]);
