// A column with an identity gets another type.
import { bigint, integer, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  n: bigint({ mode: 'number' }).generatedAlwaysAsIdentity(),
});
