import { sql } from 'drizzle-orm';
import { check, index, integer, pgEnum, pgTable, serial, text } from 'drizzle-orm/pg-core';

export const kind = pgEnum('kind', ['a', 'b', 'c']);
export const teams = pgTable('teams', { id: serial().primaryKey(), code: text() });
export const users = pgTable('users', {
  id: serial().primaryKey(),
  kind: kind().default('a'),
  team: integer().references(() => teams.id),
  age: integer(),
}, (t) => [
  index('by_kind').on(t.kind),
  check('adult', sql`${t.age} > 17`),
]);
