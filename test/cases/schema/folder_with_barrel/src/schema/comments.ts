import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import * as users from './users';
import { posts } from '.';

export const comments = pgTable('comments', {
  id: uuid().primaryKey(),
  postId: uuid().references(() => posts.id),
  userId: uuid().references(() => users.users.id),
  body: text().notNull(),
});
export default comments;
