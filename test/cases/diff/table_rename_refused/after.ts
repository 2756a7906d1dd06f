// The same, and it is another table.
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const owners = pgTable('owners', { id: integer().primaryKey() });
export const items = pgTable('things', {
  id: serial().primaryKey(), code: text().unique(), owner: integer().references(() => owners.id), rank: integer().generatedAlwaysAsIdentity(),
}, (t) => [index().on(t.owner), check('positive', sql`${t.rank} > 0`)]);
export const parts = pgTable('parts', { id: integer().primaryKey(), item: integer().references(() => items.id) });
