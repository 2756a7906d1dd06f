import { pgTable, integer } from 'drizzle-orm/pg-core';
export const ctsZ = pgTable('cts_z', { id: integer('id') });
export const ctsA = pgTable('cts_a', { id: integer('id') });
