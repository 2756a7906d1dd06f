import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('models_beta_two', { id: integer('id') });
