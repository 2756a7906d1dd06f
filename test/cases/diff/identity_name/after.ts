// The sequence of an identity gets another name.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: integer().generatedAlwaysAsIdentity({ name: 'second' }),
});
