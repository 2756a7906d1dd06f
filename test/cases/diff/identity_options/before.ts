import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: integer().generatedAlwaysAsIdentity({ startWith: 1, increment: 1, cycle: true }),
});
