import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('models_Beta', { id: integer('id') });
