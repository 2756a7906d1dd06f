// A new schema, and a table in it.
import { integer, pgSchema, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const app = pgSchema('app');
export const logs = app.table('logs', { id: integer().primaryKey() });
