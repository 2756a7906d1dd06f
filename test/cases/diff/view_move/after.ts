// A view moves to another schema.
import { sql } from 'drizzle-orm';
import { integer, pgSchema, pgTable, text } from 'drizzle-orm/pg-core';

export const app = pgSchema('app');
export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = app.view('grown', { id: integer() }).as(sql`select "id" from "users" where "age" > 17`);
