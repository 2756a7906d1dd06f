// A value is removed, and with it an index whose condition is about the enum: it goes before the type is made anew.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["open", "done"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state(),
});
