// An index with an operator class while its column gets another type.
import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: integer(),
}, (t) => [
  index('b').on(t.name),
]);
