import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const p = pgTable('p', { a: integer(), b: integer() }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
