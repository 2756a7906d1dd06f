import { pgTable, uuid, text } from 'drizzle-orm/pg-core';
import { relations } from 'drizzle-orm';
import { posts } from './posts/posts.schema';
import type { Role } from './types';

export const users = pgTable('users', { id: uuid('id').primaryKey(), role: text('role').$type<Role>() });
export const usersRelations = relations(users, ({ many }) => ({ posts: many(posts) }));
export type User = typeof users.$inferSelect;
export const notATable = { a: 1 };
export const nothing = null;
export const unset = undefined;
export function helper() { return 1; }
export class Helper {}
export default users;
