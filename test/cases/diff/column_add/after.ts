// Columns are added, with defaults, constraints and references.
import { integer, pgTable, text, timestamp, varchar } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
  mail: varchar({ length: 255 }).notNull().default('').unique(),
  parent: integer().references((): any => users.id),
  tags: text().array().notNull().default([]),
  at: timestamp().defaultNow().notNull(),
});
