import { pgTable, integer } from 'drizzle-orm/pg-core';
export const mtsZ = pgTable('mts_z', { id: integer('id') });
export const mtsA = pgTable('mts_a', { id: integer('id') });
