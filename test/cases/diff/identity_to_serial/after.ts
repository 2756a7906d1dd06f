// identity to serial.
import { pgTable, serial } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: serial().primaryKey(),
});
