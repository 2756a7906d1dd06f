import { createId } from '@paralleldrive/cuid2';
import { createEnv } from '@t3-oss/env-core';
import { createInsertSchema, createSelectSchema, createUpdateSchema } from 'drizzle-zod';
import { nanoid } from 'nanoid';
import { randomUUID } from 'node:crypto';
import { integer, jsonb, pgEnum, pgTable, text, timestamp, uuid, varchar, vector } from 'drizzle-orm/pg-core';
import { z } from 'zod';

export const env = createEnv({ server: { TABLE_PREFIX: z.string().default('app') }, runtimeEnv: {}, emptyStringAsUndefined: true });
export const role = pgEnum('role', ['admin', 'user']);
export const users = pgTable(`${env.TABLE_PREFIX}_users`, {
  id: varchar('id', { length: 24 }).primaryKey().$defaultFn(() => createId()),
  short: text('short').$defaultFn(() => nanoid(10)),
  token: uuid('token').$default(() => randomUUID()),
  role: role('role').default('user').notNull(),
  age: integer('age'),
  settings: jsonb('settings').$type<z.infer<typeof settings>>().default({ theme: 'dark' }),
  embedding: vector('embedding', { dimensions: 3 }),
  number: integer('number').generatedAlwaysAsIdentity(),
  createdAt: timestamp('created_at').defaultNow(),
});
const settings = z.object({ theme: z.enum(['dark', 'light']) });

export const insertUser = createInsertSchema(users, { age: (schema) => schema.min(18) });
export const selectUser = createSelectSchema(users).omit({ token: true });
export const updateUser = createUpdateSchema(users).pick({ age: true, role: true });
const parsed = insertUser.parse({ id: 'x', age: 20, role: 'admin' });
export const roles = role.enumValues;
export const fromSchema = pgTable('from_schema', Object.fromEntries([...Object.keys(parsed), ...Object.keys(selectUser.shape)].map((key) => [key, text(key)])));
