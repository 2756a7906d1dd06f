// A role is renamed; policies follow.
import { integer, pgPolicy, pgRole, pgTable } from 'drizzle-orm/pg-core';

export const admin = pgRole('fuzz_owner', { createDb: true });
export const users = pgTable('users', {
  id: integer().primaryKey(),
}, (t) => [
  pgPolicy('own', { to: admin }),
]);
