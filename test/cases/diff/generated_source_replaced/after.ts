// The key that a generated column is computed from goes, and another comes: three changes that wait for each other.
import { sql } from 'drizzle-orm';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  number: integer().primaryKey(),
  twice: integer().generatedAlwaysAs(sql`"number" * 2`),
}, (t) => [
  index('twice_index').on(t.twice),
]);
