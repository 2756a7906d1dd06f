import { integer, pgSchema, pgTable, pgRole, text } from 'drizzle-orm/pg-core';

export const aFirst = pgTable('same', { a: integer('a') });
export const between = pgTable('between', { a: integer('a') });
export const cSecond = pgTable('same', { b: integer('b') });
export const elsewhere = pgSchema('elsewhere');
export const elsewhereAgain = pgSchema('elsewhere');
export const otherSame = elsewhere.table('same', { c: integer('c') });
export const role = pgRole('r');
export const roleAgain = pgRole('r', { createDb: true });
export const columns = pgTable('columns', { a: integer('x'), b: text('x'), c: text('y') });
