// USING beside a default that does not convert by itself.
import { integer, jsonb, pgTable, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer().default(2),
  b: jsonb().default({}),
  c: uuid().notNull(),
});
