import { boolean, integer, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';

const timestamps = {
  createdAt: timestamp('created_at').defaultNow().notNull(),
  updatedAt: timestamp('updated_at').defaultNow().notNull(),
};
// One builder in two tables: drizzle-orm derives the unique constraint's name once.
const slug = text('slug').unique();

export const first = pgTable('first', { id: uuid('id').primaryKey(), slug, ...timestamps });
export const second = pgTable('second', { id: uuid('id').primaryKey(), slug, ...timestamps, flag: boolean().default(false) });
export const aliasOfFirst = first;
export { second as again };

export const integerKeys = pgTable('integer_keys', { z: integer('z'), b2: integer('2'), a10: integer('10'), b1: integer('1'), a01: integer('01') });
export const tenth = pgTable('10', { id: integer('id') });
export const secondNumber = pgTable('2', { id: integer('id') });
