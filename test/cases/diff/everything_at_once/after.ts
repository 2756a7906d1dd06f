// An enum, tables, keys, indexes, a view and a policy change together.
import { sql } from 'drizzle-orm';
import { bigint, check, index, integer, pgEnum, pgPolicy, pgTable, pgView, serial, text } from 'drizzle-orm/pg-core';

export const kind = pgEnum('kind', ['a', 'c']);
export const teams = pgTable('teams', { id: serial().primaryKey(), code: text().unique() });
export const users = pgTable('users', {
  id: serial().primaryKey(),
  kind: kind().default('c'),
  team: text().references(() => teams.code),
  age: bigint({ mode: 'number' }),
}, (t) => [
  index('by_kind').on(t.kind, t.age),
  check('adult', sql`${t.age} > 20`),
  pgPolicy('own', { using: sql`${t.age} > 1` }),
]);
export const grown = pgView('grown', { id: integer() }).as(sql`select "id" from "users" where "age" > 17`);
