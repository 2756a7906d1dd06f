import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  twice: integer(),
}, (t) => [
  index('twice_index').on(t.twice),
]);
