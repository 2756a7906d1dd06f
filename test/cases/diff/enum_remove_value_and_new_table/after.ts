// A value is removed, and a new table has a condition about the enum: the table waits for the type that is made anew.
import { sql } from 'drizzle-orm';
import { check, integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "done"]);
export const users = pgTable('users', { id: integer().primaryKey() });
export const orders = pgTable('orders', { id: integer().primaryKey(), state: state() }, (t) => [check('known', sql`${t.state} = 'open'`)]);
