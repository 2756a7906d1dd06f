import { relations, sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgSchema,
  serial,
  text,
  timestamp,
  unique,
} from 'drizzle-orm/pg-core';

export const questionsSchema = pgSchema('questions');

export const answerKind = questionsSchema.enum('answer_kind', ['choice', 'scale', 'number', 'text']);

/** A group of questions that are asked and shown together. */
export const batteries = questionsSchema.table('batteries', {
  id: serial('id').primaryKey(),
  name: text('name').notNull().unique(),
  prefix: text('prefix').unique(),
  description: text('description'),
  createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
});

export const subBatteries = questionsSchema.table(
  'sub_batteries',
  {
    id: serial('id').primaryKey(),
    batteryId: integer('battery_id')
      .notNull()
      .references(() => batteries.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    position: integer('position').notNull().default(0),
  },
  (t) => [unique('sub_batteries_battery_name').on(t.batteryId, t.name)],
);

/** What a choice question offers: the stored value and its label. */
export type Choice = { value: string; label: string };

export const questions = questionsSchema.table(
  'questions',
  {
    id: serial('id').primaryKey(),
    batteryId: integer('battery_id')
      .notNull()
      .references(() => batteries.id, { onDelete: 'cascade' }),
    subBatteryId: integer('sub_battery_id').references(() => subBatteries.id, {
      onDelete: 'set null',
    }),
    variable: text('variable').notNull(),
    wording: text('wording').notNull(),
    kind: answerKind('kind').notNull().default('choice'),
    choices: jsonb('choices').$type<Choice[]>().notNull().default([]),
    tags: text('tags').array().notNull().default([]),
    lowest: integer('lowest'),
    highest: integer('highest'),
  },
  (t) => [
    unique('questions_variable_unique').on(t.variable),
    index('questions_battery_idx').on(t.batteryId, t.subBatteryId),
    index('questions_wording_idx').using('gin', sql`to_tsvector('english', ${t.wording})`),
    check('questions_scale', sql`${t.lowest} IS NULL OR ${t.highest} IS NULL OR ${t.lowest} < ${t.highest}`),
  ],
);

export const batteriesRelations = relations(batteries, ({ many }) => ({
  subBatteries: many(subBatteries),
  questions: many(questions),
}));

export const subBatteriesRelations = relations(subBatteries, ({ one, many }) => ({
  battery: one(batteries, { fields: [subBatteries.batteryId], references: [batteries.id] }),
  questions: many(questions),
}));

export const questionsRelations = relations(questions, ({ one }) => ({
  battery: one(batteries, { fields: [questions.batteryId], references: [batteries.id] }),
  subBattery: one(subBatteries, {
    fields: [questions.subBatteryId],
    references: [subBatteries.id],
  }),
}));
