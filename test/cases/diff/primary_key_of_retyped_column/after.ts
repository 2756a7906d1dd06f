// A column becomes the primary key and gets a type that can be one: first the type.
import { pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: text().primaryKey(),
});
