import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "late", "done"]);
export const users = pgTable('users', { id: integer().primaryKey() });
