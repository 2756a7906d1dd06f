import { integer, pgPolicy, pgRole, pgTable } from 'drizzle-orm/pg-core';

export const admin = pgRole('fuzz_admin', { createDb: true });
export const users = pgTable('users', {
  id: integer().primaryKey(),
}, (t) => [
  pgPolicy('own', { to: admin }),
]);
