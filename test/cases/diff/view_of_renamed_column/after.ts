// A column is renamed that a view uses.
import { sql } from 'drizzle-orm';
import { integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer('years'),
});
export const grown = pgView('grown', { id: integer() }).as(sql`select "id" from "users" where "years" > 17`);
