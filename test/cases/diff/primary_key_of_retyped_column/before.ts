import { json, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: json(),
});
