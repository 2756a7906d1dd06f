// The column of a primary key and a unique index is renamed: the foreign key stands on the primary key, so that the
// index can go and come.
import { integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';

export const note = pgTable('note', {
  number: integer().primaryKey(),
  parent: integer().references((): any => note.number),
}, (t) => [
  uniqueIndex('note_number_index').on(t.number),
]);
