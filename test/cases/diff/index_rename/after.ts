// An index gets another name, and keeps what it holds.
import { index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
}, (t) => [
  index('users_by_name').on(t.name),
]);
