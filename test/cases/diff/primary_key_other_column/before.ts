import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  code: integer().notNull(),
});
export const posts = pgTable('posts', { id: integer().primaryKey(), user: integer().references(() => users.id) });
