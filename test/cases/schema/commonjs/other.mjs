import { pgTable, integer } from 'drizzle-orm/pg-core';
export const mjsZ = pgTable('mjs_z', { id: integer('id') });
export const mjsA = pgTable('mjs_a', { id: integer('id') });
