import { boolean, customType, date, integer, jsonb, numeric, pgEnum, pgSchema, pgTable, text, timestamp, uuid, varchar } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';

export const mood = pgEnum('mood', ['sad', 'ok', 'happy']);
export const inner = pgSchema('inner');
export const colour = inner.enum('colour', ['red', 'green']);
const citext = customType<{ data: string }>({ dataType: () => 'citext' });

export const lists = pgTable('lists', {
  plain: text('plain').array(),
  sized: integer('sized').array(3),
  nested: integer('nested').array().array(),
  sizedNested: integer('sized_nested').array(2).array(4),
  empty: text('empty').array().notNull().default([]),
  emptySql: text('empty_sql').array().notNull().default(sql`'{}'::text[]`),
  words: text('words').array().default(['one', 'two three']),
  numbers: integer('numbers').array().default([1, 2, 3]),
  flags: boolean('flags').array().default([true, false]),
  matrix: integer('matrix').array().array().default([[1, 2], [3, 4]]),
  dates: date('dates', { mode: 'date' }).array().default([new Date('2024-02-03T04:05:06.789Z')]),
  stamps: timestamp('stamps').array().default([new Date('2024-02-03T04:05:06.789Z')]),
  zoned: timestamp('zoned', { withTimezone: true }).array().default([new Date('2024-02-03T04:05:06.789Z')]),
  objects: jsonb('objects').array().default([{ a: 1 }, { b: 'x' }]),
  amounts: numeric('amounts', { precision: 5, scale: 2 }).array().default(['1.5']),
  ids: uuid('ids').array(),
  limited: varchar('limited', { length: 12 }).array(),
  moods: mood('moods').array(),
  moodsDefault: mood('moods_default').array().notNull().default(['ok']),
  colours: colour('colours').array().array(),
  custom: citext('custom').array(),
});
