// Enums made from TypeScript's: their columns name no schema.
import { pgEnum, pgTable, uuid } from 'drizzle-orm/pg-core';

enum Stage { Draft = 'draft', Sent = 'sent' }
export const stage = pgEnum('Letter Stage', Stage);
export const colour = pgEnum('colour', { Red: 'red', Blue: 'blue' });

export const letters = pgTable('letters', {
  id: uuid().primaryKey().defaultRandom(),
  stage: stage().notNull().default(Stage.Draft),
  stages: stage().array(),
  colour: colour().default('blue'),
});
