// A policy on a table that the schema does not own.
import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgSchema, pgTable } from 'drizzle-orm/pg-core';

export const other = pgTable('unrelated', { id: integer() });
const theirs = pgSchema('auth').table('users', { id: integer() });
export const own = pgPolicy('own', { for: 'select', using: sql`true` }).link(theirs);
