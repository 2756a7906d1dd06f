import { pgTable, integer } from 'drizzle-orm/pg-core';
export const two = pgTable('star_two', { id: integer('id') });
export const conflict = pgTable('star_conflict_second', { id: integer('id') });
export const aaa = pgTable('star_aaa', { id: integer('id') });
