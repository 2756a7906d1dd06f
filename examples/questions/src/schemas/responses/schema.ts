import { sql } from 'drizzle-orm';
import {
  bigserial,
  doublePrecision,
  index,
  integer,
  pgSchema,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { questions } from '../questions/schema';

export const responsesSchema = pgSchema('responses');

export const respondents = responsesSchema.table('respondents', {
  id: uuid('id').primaryKey().default(sql`gen_random_uuid()`),
  wave: integer('wave').notNull(),
  weight: doublePrecision('weight').notNull().default(1),
  startedAt: timestamp('started_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  finishedAt: timestamp('finished_at', { withTimezone: true, precision: 3 }),
});

export const answers = responsesSchema.table(
  'answers',
  {
    respondentId: uuid('respondent_id')
      .notNull()
      .references(() => respondents.id, { onDelete: 'cascade' }),
    questionId: integer('question_id')
      .notNull()
      .references(() => questions.id, { onDelete: 'restrict', onUpdate: 'cascade' }),
    value: text('value'),
    number: doublePrecision('number'),
  },
  (t) => [
    primaryKey({ columns: [t.respondentId, t.questionId] }),
    index().on(t.questionId, t.value),
    index('answers_number_idx').on(t.questionId, t.number.desc().nullsLast()).where(sql`${t.number} is not null`),
  ],
);

export const imports = responsesSchema.table('imports', {
  id: bigserial('id', { mode: 'number' }).primaryKey(),
  source: text('source').notNull(),
  rows: integer('rows').notNull(),
  importedAt: timestamp('imported_at', { withTimezone: true }).notNull().defaultNow(),
});
