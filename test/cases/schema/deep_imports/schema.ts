import { date } from 'drizzle-orm/pg-core/columns/date';
import { text, varchar } from 'drizzle-orm/pg-core/columns';
import { pgTable } from 'drizzle-orm/pg-core/table';
import { sql } from 'drizzle-orm/sql';
import { relations } from 'drizzle-orm/relations';
import { vector } from 'drizzle-orm/pg-core/columns/vector_extension/vector';
import { mysqlTable, int } from 'drizzle-orm/mysql-core';
import { sqliteTable, integer } from 'drizzle-orm/sqlite-core';
import { singlestoreTable, int as singlestoreInt } from 'drizzle-orm/singlestore-core';
import { gelTable, integer as gelInteger } from 'drizzle-orm/gel-core';

export const t = pgTable('t', { d: date('d').default(sql`now()`), v: varchar('v', { length: 3 }), x: text('x'), e: vector('e', { dimensions: 2 }) });
export const r = relations(t, () => ({}));
export const ignoredMysql = mysqlTable('ignored_mysql', { id: int('id') });
export const ignoredSinglestore = singlestoreTable('ignored_singlestore', { id: singlestoreInt('id') });
export const ignoredGel = gelTable('ignored_gel', { id: gelInteger('id') });
export const ignoredSqlite = sqliteTable('ignored_sqlite', { id: integer('id') });
