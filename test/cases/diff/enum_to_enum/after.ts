// A column gets another enum.
import { integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const state = pgEnum('state', ['open', 'done']);
export const mood = pgEnum('mood', ['open', 'shut']);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  state: mood().default('open'),
});
