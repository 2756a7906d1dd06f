// A materialized view is renamed.
import { sql } from 'drizzle-orm';
import { integer, pgMaterializedView, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = pgMaterializedView('adults', { id: integer() }).as(sql`select "id" from "users" where "age" > 17`);
