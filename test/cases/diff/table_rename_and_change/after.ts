// A renamed table whose columns change too: drizzle-kit crashes.
import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('people', {
  id: bigint({ mode: 'number' }).primaryKey(),
  name: text().notNull().default('x'),
  age: integer(),
  mail: text(),
});
