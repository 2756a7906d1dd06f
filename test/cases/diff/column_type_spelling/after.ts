// A type that changes only in spelling does not swallow the other changes.
import { customType, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: customType<{ data: string }>({ dataType: () => 'timestamp(3)' })().notNull(),
});
