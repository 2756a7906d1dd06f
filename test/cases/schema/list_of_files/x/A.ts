import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('x_A', { id: integer('id') });
