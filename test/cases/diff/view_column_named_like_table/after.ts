// A column that is called like its table, and not in the view that says the table's name.
import { bigint, integer, pgTable, pgView } from 'drizzle-orm/pg-core';

export const note = pgTable('note', { id: integer().primaryKey(), note: bigint({ mode: 'number' }), size: integer() });
export const notes = pgView('notes').as((qb) => qb.select({ id: note.id, size: note.size }).from(note));
