// Every option of an identity changes.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: integer().generatedByDefaultAsIdentity({ startWith: 20, increment: 3, minValue: 10, maxValue: 100, cache: 4 }),
});
