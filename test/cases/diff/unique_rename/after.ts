// A unique gets another name, and keeps its index.
import { integer, pgTable, unique } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer(),
}, (t) => [
  unique('users_a_b').on(t.a, t.b),
]);
