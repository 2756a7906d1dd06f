// An index gets another method, predicate, order.
import { sql } from 'drizzle-orm';
import { index, integer, pgTable, uniqueIndex } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  age: integer(),
  b: integer(),
}, (t) => [
  index('a').using('hash', t.age),
  index('b').on(t.b).where(sql`${t.b} > 1`),
  uniqueIndex('c').on(t.age.desc(), t.b),
]);
