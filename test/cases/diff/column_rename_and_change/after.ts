// A renamed column keeps its other changes: type, default, NOT NULL.
import { integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text('full_name').notNull().default('x'),
});
