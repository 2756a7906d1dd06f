import { integer, pgPolicy, pgRole, pgTable, text } from 'drizzle-orm/pg-core';

export const admin = pgRole('fuzzAdmin', {});
export const users = pgTable('users', {
  id: integer().primaryKey(),
  owner: text(),
}, (t) => [
  pgPolicy('own', { to: 'public' }),
]);
