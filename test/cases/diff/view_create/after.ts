// Views, with options; one that exists already is left alone. PostgreSQL 15
import { sql } from 'drizzle-orm';
import { integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = pgView('grown', { id: integer() }).with({ securityBarrier: true, securityInvoker: true, checkOption: 'local' }).as(sql`select "id" from "users" where "age" > 17`);
export const there = pgView('there', { id: integer() }).existing();
