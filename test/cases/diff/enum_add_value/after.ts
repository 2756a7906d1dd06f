// Values are added at the end, before and between.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ["new", "open", "late", "done", "gone"]);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: state().default('open'),
});
