import { integer, pgTable, timestamp } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: timestamp({ precision: 3 }),
});
