// A column goes that a view used; the view no longer does.
import { sql } from 'drizzle-orm';
import { integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
});
export const grown = pgView('grown', { id: integer() }).as(sql`select "id" from "users"`);
