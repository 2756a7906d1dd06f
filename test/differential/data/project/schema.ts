import { relations, sql } from 'drizzle-orm';
import {
  bigint, boolean, char, cidr, customType, date, doublePrecision, inet, integer, interval, json, jsonb, line, macaddr,
  numeric, pgEnum, pgMaterializedView, pgTable, point, primaryKey, real, serial, smallint, text, time, timestamp, uuid, varchar,
} from 'drizzle-orm/pg-core';

export const color = pgEnum('color', ['red', 'green', 'it\'s "odd"']);

const money = customType<{ data: { cents: bigint }; driverData: string }>({
  dataType: () => 'numeric(12, 2)',
  fromDriver: (value) => ({ cents: BigInt(String(value).replace('.', '')) }),
  toDriver: (value) => `${value.cents / 100n}.${String(value.cents % 100n).padStart(2, '0')}`,
});
const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });
const upper = customType<{ data: string }>({ dataType: () => 'text', toDriver: (value) => value.toUpperCase() });

export const all = pgTable('all_values', {
  id: serial().primaryKey(),
  aSmall: smallint(), anInt: integer(), aBig: bigint({ mode: 'number' }), aHuge: bigint({ mode: 'bigint' }),
  aReal: real(), aDouble: doublePrecision(), aNumeric: numeric(), aNumber: numeric({ mode: 'number' }), aBigNumeric: numeric({ mode: 'bigint' }),
  aBool: boolean(), aText: text(), aVarchar: varchar({ length: 40 }), aChar: char({ length: 4 }),
  aJson: json(), aJsonb: jsonb(), aUuid: uuid(), aColor: color(),
  aDate: date({ mode: 'date' }), aDateText: date({ mode: 'string' }),
  aTime: time(), aTimeTz: time({ withTimezone: true }),
  aStamp: timestamp({ mode: 'date' }), aStampText: timestamp({ mode: 'string' }),
  aStampTz: timestamp({ withTimezone: true, mode: 'date' }), aStampTzText: timestamp({ withTimezone: true, mode: 'string', precision: 3 }),
  anInterval: interval(), aPoint: point({ mode: 'xy' }), aTuple: point({ mode: 'tuple' }), aLine: line(),
  anInet: inet(), aCidr: cidr(), aMac: macaddr(), bytes: bytea(), aMoney: money(), anUpper: upper(),
  ints: integer().array(), bigs: bigint({ mode: 'bigint' }).array(), texts: text().array(), nested: text().array().array(), bools: boolean().array(),
  doubles: doublePrecision().array(), numerics: numeric().array(), stamps: timestamp({ mode: 'date' }).array(), dates: date().array(),
  uuids: uuid().array(), colors: color().array(), jsons: jsonb().array(), moneys: money().array(),
});

export const authors = pgTable('authors', { id: integer().primaryKey(), fullName: text().notNull(), bornOn: date({ mode: 'date' }) });
export const books = pgTable('books', {
  id: integer().primaryKey(), title: text().notNull(), authorId: integer().references(() => authors.id), price: numeric(),
  count: bigint({ mode: 'bigint' }), meta: jsonb(), tags: text().array(), sold: timestamp({ withTimezone: true }), cover: bytea(),
});
export const shelves = pgTable('shelves', { bookId: integer().notNull(), place: text().notNull() }, (t) => [primaryKey({ columns: [t.bookId, t.place] })]);
export const authorsRelations = relations(authors, ({ many }) => ({ books: many(books) }));
export const booksRelations = relations(books, ({ one, many }) => ({
  author: one(authors, { fields: [books.authorId], references: [authors.id] }), shelves: many(shelves),
}));
export const shelvesRelations = relations(shelves, ({ one }) => ({ book: one(books, { fields: [shelves.bookId], references: [books.id] }) }));
export const counts = pgMaterializedView('counts', { authorId: integer(), books: integer() })
  .as(sql`select author_id, count(*)::int as books from books group by author_id`);
