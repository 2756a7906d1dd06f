// A policy on a column that gets another type.
import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgTable, varchar } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  owner: varchar({ length: 9 }),
}, (t) => [
  pgPolicy('own', { using: sql`${t.owner} is not null` }),
]);
