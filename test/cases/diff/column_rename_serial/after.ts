// A renamed serial column, and one with an identity: their sequences follow.
import { integer, pgTable, serial } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: serial('number').primaryKey(),
  rank: integer('position').generatedByDefaultAsIdentity(),
});
