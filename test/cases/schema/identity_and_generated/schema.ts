import { SQL, sql } from 'drizzle-orm';
import { bigint, customType, integer, pgSchema, pgTable, smallint, text, pgSequence } from 'drizzle-orm/pg-core';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
export const audit = pgSchema('audit');

export const identities = pgTable('identities', {
  always: integer('always').primaryKey().generatedAlwaysAsIdentity(),
  byDefault: integer('by_default').generatedByDefaultAsIdentity(),
  named: integer('named').generatedAlwaysAsIdentity({ name: 'my_sequence' }),
  full: bigint('full', { mode: 'number' }).generatedByDefaultAsIdentity({
    name: 'full_seq', startWith: 10, increment: 5, minValue: 10, maxValue: 1000, cache: 20, cycle: true,
  }),
  strings: bigint('strings', { mode: 'bigint' }).generatedAlwaysAsIdentity({
    startWith: '9007199254740993', increment: '2', minValue: '1', maxValue: '9223372036854775807', cache: '1',
  }),
  negative: integer('negative').generatedAlwaysAsIdentity({ increment: -1 }),
  negativeBig: bigint('negative_big', { mode: 'number' }).generatedAlwaysAsIdentity({ increment: '-2', cycle: false }),
  small: smallint('small').generatedByDefaultAsIdentity(),
  started: smallint('started').generatedByDefaultAsIdentity({ startWith: 1000 }),
});

export const inSchema = audit.table('entries', {
  id: integer().generatedAlwaysAsIdentity(),
});

export const generated = pgTable('generated', {
  first: text('first'),
  last: text('last'),
  amount: integer('amount'),
  bySql: text('by_sql').generatedAlwaysAs(sql`upper('x')`),
  byFunction: text('by_function').generatedAlwaysAs((): SQL => sql`${generated.first} || ' ' || ${generated.last}`),
  byString: text('by_string').generatedAlwaysAs("lower('Y')"),
  search: tsvector('search').generatedAlwaysAs((): SQL => sql`to_tsvector('english', ${generated.first})`).notNull(),
});

export const scoped = audit.table('scoped', {
  a: integer('a'),
  twice: integer('twice').generatedAlwaysAs((): SQL => sql`${scoped.a} * 2`),
});

export const plain = pgSequence('plain');
export const full = pgSequence('full_options', { startWith: 100, maxValue: 10000, minValue: 100, cycle: true, cache: 10, increment: 2 });
export const descending = pgSequence('descending', { increment: -1 });
export const text1 = pgSequence('text_options', { startWith: '5', increment: '3', maxValue: '99999999999999999999' });
export const scopedSequence = audit.sequence('scoped_sequence', { startWith: 7 });
export const again = pgSequence('plain', { startWith: 9 });
