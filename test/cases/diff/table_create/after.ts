// A table with a column of nearly every type.
import { sql } from 'drizzle-orm';
import { bigint, boolean, char, cidr, date, doublePrecision, inet, integer, interval, json, jsonb, numeric, pgEnum, pgTable, point, real, serial, smallint, text, time, timestamp, uuid, varchar } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const mood = pgEnum('mood', ['sad', 'ok', 'happy']);
export const all = pgTable('all', {
  a: serial().primaryKey(), b: bigint({ mode: 'number' }).notNull().default(7), c: smallint(), d: numeric({ precision: 10, scale: 2 }).default('1.5'),
  e: real(), f: doublePrecision(), g: text().array().default([]), h: varchar({ length: 20 }).unique(), i: char({ length: 3 }), j: boolean().default(false),
  k: timestamp({ withTimezone: true, precision: 3 }).defaultNow(), l: date(), m: time(), n: interval(), o: uuid().defaultRandom(),
  p: jsonb().default({ a: 1 }), q: json(), r: inet(), s: cidr(), t: point(), u: mood().default('ok'), v: mood().array(),
  w: integer().generatedAlwaysAsIdentity({ name: 'own', startWith: 10, increment: 2, minValue: 2, maxValue: 1000, cache: 5, cycle: true }),
  x: integer().generatedAlwaysAs(sql`1 + 1`),
});
