import { sql } from 'drizzle-orm';
import { integer, pgMaterializedView, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = pgMaterializedView('grown', { id: integer() }).with({ fillfactor: 70, parallelWorkers: 2 }).as(sql`select "id" from "users" where "age" > 17`);
