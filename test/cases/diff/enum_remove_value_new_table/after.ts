// A new table uses a value that the type has only once it is made anew.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
export const orders = pgTable('orders', {
  id: integer().primaryKey(),
  state: state().default('done'),
});
