// A sequence with every option.
import { integer, pgSequence, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const ticket = pgSequence('ticket', { startWith: 10, minValue: 5, maxValue: 100, increment: 5, cycle: true, cache: 7 });
