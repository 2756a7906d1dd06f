// What can be altered is, and the rest is made anew.
import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  owner: text(),
}, (t) => [
  pgPolicy('own', { for: 'all', using: sql`${t.owner} = current_user` }),
  pgPolicy('write', { for: 'update', using: sql`false` }),
]);
