// A value of an enum gets another name; a default and a check use it.
import { sql } from 'drizzle-orm';
import { check, integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const mood = pgEnum('mood', ['sad', 'happy']);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  mood: mood().notNull().default('happy'),
}, (t) => [
  check('cheerful', sql`${t.mood} = 'happy'`),
]);
