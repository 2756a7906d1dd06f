import { integer, pgSchema, serial } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const appLogs = app.table('logs', { id: serial().primaryKey() });
export const appUsers = app.table('users', { id: integer().primaryKey() });
export const core = pgSchema('core');
export const coreLogs = core.table('logs', { id: serial().primaryKey(), level: integer() });
