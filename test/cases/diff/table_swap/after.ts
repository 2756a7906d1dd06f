// Two tables swap their names.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const a = pgTable('b', { id: integer().primaryKey(), x: text() });
export const b = pgTable('a', { id: integer().primaryKey(), y: text() });
