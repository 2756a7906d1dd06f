import { sql } from 'drizzle-orm';
import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  twice: integer().generatedAlwaysAs(sql`"id" * 2`),
}, (t) => [
  index('twice_index').on(t.twice),
]);
