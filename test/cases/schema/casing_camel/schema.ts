import { sql } from 'drizzle-orm';
import {
  check, foreignKey, index, integer, pgMaterializedView, pgPolicy, pgSchema, pgTable, pgView, primaryKey, text, timestamp, unique,
  uniqueIndex, uuid, varchar,
} from 'drizzle-orm/pg-core';

export const userAccounts = pgTable('userAccounts', {
  userId: uuid().primaryKey().defaultRandom(),
  firstName: text().notNull().unique(),
  lastName: text().unique('customUniqueName'),
  emailAddress: varchar({ length: 255 }).notNull(),
  URLPath: text(),
  HTTPStatusCode: integer(),
  address2Line: text(),
  snake_already: text(),
  explicitName: text('explicitName'),
  'with space': text(),
  "quote's": text(),
  managerId: uuid().references((): any => userAccounts.userId),
  createdAt: timestamp().defaultNow(),
  nextNumber: integer().generatedAlwaysAsIdentity(),
  fullName: text().generatedAlwaysAs(sql`1`),
}, (t) => [
  index().on(t.firstName, t.lastName),
  index('namedIndex').on(t.emailAddress.desc().nullsFirst()),
  uniqueIndex('lowerEmail').on(sql`lower(${t.emailAddress})`),
  uniqueIndex('partialIndex').on(t.URLPath).where(sql`${t.address2Line} is not null`),
  unique().on(t.firstName, t.explicitName),
  unique('namedUnique').on(t.lastName, t.emailAddress).nullsNotDistinct(),
  check('positiveStatus', sql`${t.HTTPStatusCode} > 0`),
  pgPolicy('readOwn', { for: 'select', using: sql`${t.userId} = current_user::uuid` }),
]);

export const userPosts = pgTable('userPosts', {
  userId: uuid().references(() => userAccounts.userId, { onDelete: 'cascade' }),
  postId: integer(),
  postTitle: text('post_title'),
  parentUserId: uuid(),
  parentPostId: integer(),
}, (t) => ({
  pk: primaryKey({ columns: [t.userId, t.postId] }),
  parent: foreignKey({ columns: [t.parentUserId, t.parentPostId], foreignColumns: [t.userId, t.postId] }),
  named: foreignKey({ columns: [t.parentUserId], foreignColumns: [userAccounts.userId], name: 'namedForeignKey' }),
}));

export const named = pgTable('named', { leftId: integer(), rightId: integer() }, (t) => [
  primaryKey({ columns: [t.leftId, t.rightId], name: 'custom_leftId_key' }),
]);

export const deepSchema = pgSchema('deepSchema');
export const deepTable = deepSchema.table('deepTable', { someId: integer().primaryKey(), otherId: uuid().references(() => userAccounts.userId) });

export const accountView = pgView('accountView').as((qb) => qb.select().from(userAccounts));
export const manualView = pgView('manualView', { someColumn: text(), otherColumn: integer('other') }).as(sql`select ${userAccounts.firstName} from ${userAccounts}`);
export const matView = pgMaterializedView('matView').as((qb) => qb.select({ renamed: userAccounts.firstName, postId: userPosts.postId }).from(userAccounts).leftJoin(userPosts, sql`${userPosts.userId} = ${userAccounts.userId}`));
