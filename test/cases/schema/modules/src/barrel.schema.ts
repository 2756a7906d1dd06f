export * from './star/second';
export { middle as renamed } from './star/named';
export * from './star/first';
export * as grouped from './star/grouped';
import { pgTable, integer } from 'drizzle-orm/pg-core';
export const own = pgTable('own', { id: integer('id') });
export const before = pgTable('before', { id: integer('id') });
