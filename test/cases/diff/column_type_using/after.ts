// Types that need USING: text to jsonb, uuid, integer, boolean, an array.
import { boolean, date, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: jsonb(),
  b: uuid(),
  c: integer(),
  d: boolean(),
  e: text().array(),
  f: date(),
  g: boolean(),
});
