import { customType, integer, pgTable } from 'drizzle-orm/pg-core';

const citext = customType<{ data: string }>({ dataType: () => 'varchar(7)' });
export const users = pgTable('users', {
  id: integer().primaryKey(),
  a: citext(),
  b: citext(),
});
