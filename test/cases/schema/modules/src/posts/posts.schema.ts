import { pgTable, uuid } from 'drizzle-orm/pg-core';
import { users } from '../users.schema';

export const zebra = pgTable('zebra', { id: uuid('id').primaryKey() });
export const posts = pgTable('posts', { id: uuid('id').primaryKey(), userId: uuid('user_id').references(() => users.id) });
export const apple = pgTable('apple', { id: uuid('id').primaryKey() });
