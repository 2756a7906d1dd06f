import { integer, pgTable } from 'drizzle-orm/pg-core';
export const c = pgTable('c', { id: integer('id') });
