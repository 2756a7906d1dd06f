import { integer, json, pgTable, timestamp, varchar } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
  b: varchar({ length: 10 }),
  c: timestamp(),
  d: integer().default(1),
  e: json(),
});
