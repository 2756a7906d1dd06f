// A primary key goes; its column stays NOT NULL where the schema says so.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().notNull(),
  name: text(),
});
