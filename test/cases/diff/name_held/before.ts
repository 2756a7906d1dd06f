import { index, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: integer(),
}, (t) => [
  index('taken').on(t.a),
]);
