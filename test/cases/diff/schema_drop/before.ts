import { sql } from 'drizzle-orm';
import { integer, pgSchema, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const app = pgSchema('app');
export const level = app.enum('level', ['low', 'high']);
export const logs = app.table('logs', { id: integer().primaryKey(), level: level() });
export const recent = app.view('recent', { id: integer() }).as(sql`select "id" from "app"."logs"`);
export const ticket = app.sequence('ticket');
