// Policies turn row level security on.
import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  owner: text(),
}, (t) => [
  pgPolicy('own', { as: 'permissive', for: 'select', to: 'public', using: sql`${t.owner} = current_user` }),
  pgPolicy('write', { as: 'restrictive', for: 'update', using: sql`true`, withCheck: sql`${t.owner} <> ''` }),
]);
