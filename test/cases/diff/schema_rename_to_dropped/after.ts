// A schema takes the name of one that goes; one of its tables is kept.
import { integer, pgSchema, pgTable, serial } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const appLogs = app.table('logs', { id: serial().primaryKey(), level: integer() });
export const appUsers = pgTable('users', { id: integer().primaryKey() });
