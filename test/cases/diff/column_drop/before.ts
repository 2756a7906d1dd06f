import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text().unique(),
  age: integer(),
}, (t) => [
  index().on(t.name),
  check('named', sql`${t.name} <> ''`),
]);
