// The table that a foreign key points to is dropped: CASCADE takes the key along.
import { integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  team: integer(),
});
