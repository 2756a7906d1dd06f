// A view of a column that gets another type.
import { sql } from 'drizzle-orm';
import { bigint, integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: bigint({ mode: 'number' }),
});
export const grown = pgView('grown', { id: integer() }).as(sql`select "id" from "users" where "age" > 17`);
