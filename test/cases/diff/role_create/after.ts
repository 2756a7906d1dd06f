// Roles with their options.
import { integer, pgRole, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const admin = pgRole('fuzz_admin', { createDb: true, createRole: true, inherit: false });
