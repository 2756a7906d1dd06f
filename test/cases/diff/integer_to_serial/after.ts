// integer to serial: the sequence starts behind what is there.
import { pgTable, serial } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: serial().primaryKey(),
});
