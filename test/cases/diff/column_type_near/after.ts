// Types between which PostgreSQL converts by itself.
import { bigint, integer, jsonb, pgTable, smallint, text, timestamp } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: bigint({ mode: 'number' }),
  b: text(),
  c: timestamp({ withTimezone: true }),
  d: smallint().default(2),
  e: jsonb(),
});
