import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
}, (t) => [
  index('a').on(t.age),
]);
