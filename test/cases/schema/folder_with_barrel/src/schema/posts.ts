import { index, pgEnum, pgTable, uuid } from 'drizzle-orm/pg-core';
import { timestamps } from '@/columns';
import { users } from './users';

export const postStatus = pgEnum('post_status', ['draft', 'live']);
export const posts = pgTable('posts', {
  id: uuid().primaryKey().defaultRandom(),
  authorId: uuid().notNull().references(() => users.id, { onDelete: 'cascade' }),
  postStatus: postStatus().default('draft'),
  ...timestamps,
}, (table) => [index().on(table.authorId, table.createdAt.desc())]);
