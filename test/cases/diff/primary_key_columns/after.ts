// A composite primary key gets other columns.
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const p = pgTable('p', { a: integer(), b: integer().notNull(), c: integer() }, (t) => [primaryKey({ columns: [t.a, t.c] })]);
