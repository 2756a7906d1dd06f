import { integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';

export const note = pgTable('note', {
  id: integer().primaryKey(),
  parent: integer().references((): any => note.id),
}, (t) => [
  uniqueIndex('note_id_index').on(t.id),
]);
