// A check gets another name.
import { sql } from 'drizzle-orm';
import { check, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
}, (t) => [
  check('users_age_positive', sql`${t.age} > 0`),
]);
