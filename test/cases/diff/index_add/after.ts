// Indexes with everything that Drizzle knows.
import { sql } from 'drizzle-orm';
import { index, inet, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
  tags: text().array(),
  at: inet(),
}, (t) => [
  index('a').on(t.age.desc().nullsLast(), t.name.asc().nullsFirst()),
  index('b').using('hash', t.name),
  index('c').using('gin', t.tags),
  index('d').using('gist', t.at.op('inet_ops')),
  uniqueIndex('e').on(sql`lower(${t.name})`),
  index('f').on(t.name.op('text_pattern_ops')).where(sql`${t.age} > 3`),
  index('g').on(t.age).with({ fillfactor: 70 }),
]);
