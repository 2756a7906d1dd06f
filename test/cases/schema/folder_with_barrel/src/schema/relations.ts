import { relations } from 'drizzle-orm';
import { posts } from './posts';
import { users } from './users';

export const usersRelations = relations(users, ({ many, one }) => ({ posts: many(posts), favourite: one(posts, { fields: [users.favouritePost], references: [posts.id] }) }));
