import { index, integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const posts = pgTable('posts', { id: integer().primaryKey(), total: integer() }, (t) => [index('total_index').on(t.total)]);
export const orders = app.table('orders', { id: integer().primaryKey(), sum: integer() }, (t) => [index('total_index').on(t.sum)]);
