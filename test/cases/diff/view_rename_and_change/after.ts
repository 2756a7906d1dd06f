// A view is renamed and gets another query.
import { sql } from 'drizzle-orm';
import { integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = pgView('adults', { id: integer() }).as(sql`select "id" from "users" where "age" > 20`);
