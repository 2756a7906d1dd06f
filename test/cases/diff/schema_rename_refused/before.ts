import { integer, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const level = app.enum('level', ['low', 'high']);
export const logs = app.table('logs', { id: integer().primaryKey(), level: level().default('low') });
export const notes = pgTable('notes', { id: integer().primaryKey(), log: integer().references(() => logs.id) });
