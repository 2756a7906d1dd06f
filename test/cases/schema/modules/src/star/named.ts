import { pgTable, integer } from 'drizzle-orm/pg-core';
export const middle = pgTable('star_middle', { id: integer('id') });
export const notReexported = pgTable('star_not', { id: integer('id') });
