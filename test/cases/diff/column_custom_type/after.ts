// Defaults and generated columns of custom types.
import { sql } from 'drizzle-orm';
import { customType, integer, pgTable } from 'drizzle-orm/pg-core';

const citext = customType<{ data: string }>({ dataType: () => 'varchar(7)' });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: citext().default('abc'),
  b: citext().generatedAlwaysAs(sql`'x' || 'y'`),
});
