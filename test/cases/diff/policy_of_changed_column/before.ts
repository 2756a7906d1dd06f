import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  owner: text(),
}, (t) => [
  pgPolicy('own', { using: sql`${t.owner} is not null` }),
]);
