import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('x_b.test', { id: integer('id') });
