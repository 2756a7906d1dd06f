// A composite foreign key.
import { foreignKey, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core';

export const a = pgTable('a', { x: integer(), y: integer() }, (t) => [primaryKey({ columns: [t.x, t.y] })]);
export const b = pgTable('b', { x: integer(), y: integer() }, (t) => [foreignKey({ columns: [t.x, t.y], foreignColumns: [a.x, a.y] })]);
