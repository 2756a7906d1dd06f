// serial to bigserial, which is no type.
import { bigserial, pgTable } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: bigserial({ mode: 'number' }).primaryKey(),
});
