import { integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const a = pgTable('a', { x: integer(), y: integer() }, (t) => [primaryKey({ columns: [t.x, t.y] })]);
export const b = pgTable('b', { x: integer(), y: integer() });
