import { sql } from 'drizzle-orm';
import { integer, pgPolicy, pgRole, pgSchema, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { anonRole, authenticatedRole, authUid, authUsers, realtimeMessages } from 'drizzle-orm/supabase';
import { crudPolicy } from 'drizzle-orm/neon';

export const admin = pgRole('admin', { createRole: true, createDb: true, inherit: false });
export const manager = pgRole('manager').existing();
export const plain = pgRole('plain');

export const documents = pgTable('documents', { id: integer('id').primaryKey(), owner: uuid('owner').references(() => authUsers.id), body: text('body') }, (t) => [
  pgPolicy('everyone'),
  pgPolicy('read', { as: 'permissive', for: 'select', to: 'public', using: sql`true` }),
  pgPolicy('write', { as: 'restrictive', for: 'insert', to: admin, withCheck: sql`${t.owner} = ${authUid}` }),
  pgPolicy('many', { for: 'update', to: [manager, 'zeta', admin, 'alpha'], using: sql`${t.id} > 0`, withCheck: sql`${t.body} <> ''` }),
  pgPolicy('current', { for: 'delete', to: 'current_user', using: sql`false` }),
  pgPolicy('everything', { for: 'all', to: authenticatedRole }),
]);

export const crud = pgTable('crud', { id: integer('id') }, () => [...crudPolicy({ role: admin, read: true, modify: sql`false` })]);
export const locked = pgTable('locked', { id: integer('id') }).enableRLS();
export const tenant = pgSchema('tenant');
export const scoped = tenant.table('scoped', { id: integer('id') }, (t) => [pgPolicy('scoped_policy', { using: sql`${t.id} = 1` })]).enableRLS();

export const linkedOwn = pgPolicy('linked_own', { to: anonRole, using: sql`true` }).link(documents);
export const linkedForeign = pgPolicy('linked_foreign', { for: 'select', to: authenticatedRole, using: sql`${authUsers.id} = ${authUid}` }).link(authUsers);
export const linkedRealtime = pgPolicy('linked_realtime', { as: 'restrictive', to: ['b', 'a'] }).link(realtimeMessages);
export const unlinked = pgPolicy('unlinked');
