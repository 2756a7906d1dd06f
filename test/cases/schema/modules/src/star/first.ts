import { pgTable, integer } from 'drizzle-orm/pg-core';
export const one = pgTable('star_one', { id: integer('id') });
export const conflict = pgTable('star_conflict_first', { id: integer('id') });
