import { integer, pgSchema, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const users = pgTable('users', { id: serial().primaryKey(), name: text().unique() });
export const posts = pgTable('posts', { id: integer().primaryKey(), user: integer().references(() => users.id) });
