import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  b: integer(),
}, (t) => [
  index('a').on(t.age),
  index('b').on(t.b),
  index('c').on(t.age, t.b),
]);
