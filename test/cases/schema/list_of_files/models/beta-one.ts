import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('models_beta-one', { id: integer('id') });
