// The primary key goes to another column while a foreign key points to it.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().notNull(),
  code: integer().primaryKey(),
});
export const posts = pgTable('posts', { id: integer().primaryKey(), user: integer().references(() => users.code) });
