// A unique constraint becomes a unique index of the same name.
import { integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
  b: integer(),
}, (t) => [
  uniqueIndex('pair').on(t.a, t.b),
]);
