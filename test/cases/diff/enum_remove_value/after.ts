// A value is removed: the type is made anew, the column and its default carried over.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
