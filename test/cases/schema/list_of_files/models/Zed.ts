import { integer, pgTable } from 'drizzle-orm/pg-core';
export const t = pgTable('models_Zed', { id: integer('id') });
