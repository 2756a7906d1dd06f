import { pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { timestamps } from '../columns';
import { posts } from './posts';

export const users = pgTable('users', {
  id: uuid().primaryKey().defaultRandom(),
  favouritePost: uuid().references((): any => posts.id),
  displayName: text(),
  ...timestamps,
});
