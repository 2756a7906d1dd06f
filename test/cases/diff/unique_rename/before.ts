import { integer, pgTable, unique } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer(),
}, (t) => [
  unique('couple').on(t.a, t.b),
]);
