import { sql } from 'drizzle-orm';
import { check, integer, pgEnum, pgTable } from 'drizzle-orm/pg-core';

export const mood = pgEnum('mood', ['sad', 'glad']);
export const users = pgTable('users', {
  id: integer().primaryKey(),
  mood: mood().notNull().default('glad'),
}, (t) => [
  check('cheerful', sql`${t.mood} = 'glad'`),
]);
