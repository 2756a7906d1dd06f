import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ['a']);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  s: state(),
});
