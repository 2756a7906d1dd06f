// CREATE INDEX CONCURRENTLY runs outside a transaction.
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
}, (t) => [
  index('a').on(t.age).concurrently(),
]);
