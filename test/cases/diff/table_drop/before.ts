import { integer, pgEnum, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const kind = pgEnum('kind', ['a']);
export const items = pgTable('items', { id: serial().primaryKey(), kind: kind() });
