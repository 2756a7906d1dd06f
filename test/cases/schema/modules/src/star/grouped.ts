import { pgTable, integer } from 'drizzle-orm/pg-core';
export const groupedTable = pgTable('star_grouped', { id: integer('id') });
