import { integer, pgTable, pgView } from 'drizzle-orm/pg-core';

export const note = pgTable('note', { id: integer().primaryKey(), note: integer(), size: integer() });
export const notes = pgView('notes').as((qb) => qb.select({ id: note.id, size: note.size }).from(note));
