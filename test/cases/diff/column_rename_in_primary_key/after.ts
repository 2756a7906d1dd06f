// A column of a composite primary key is renamed.
import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const p = pgTable('p', { a: integer('c'), b: integer() }, (t) => [primaryKey({ columns: [t.a, t.b] })]);
