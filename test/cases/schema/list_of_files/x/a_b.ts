import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('x_a_b', { id: integer('id') });
