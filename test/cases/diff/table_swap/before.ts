import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const a = pgTable('a', { id: integer().primaryKey(), x: text() });
export const b = pgTable('b', { id: integer().primaryKey(), y: text() });
