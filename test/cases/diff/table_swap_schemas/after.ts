// Two tables take each other's names and schemas, and so do their indexes, which have one name.
import { index, integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const posts = app.table('orders', { id: integer().primaryKey(), total: integer() }, (t) => [index('total_index').on(t.total)]);
export const orders = pgTable('posts', { id: integer().primaryKey(), sum: integer() }, (t) => [index('total_index').on(t.sum)]);
