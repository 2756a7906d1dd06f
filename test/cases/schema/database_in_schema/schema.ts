// A database made beside the tables: it builds views and statements, and is what is() says.
import { count, eq, is, sql } from 'drizzle-orm';
import { integer, PgDatabase, pgMaterializedView, pgTable, pgView, text } from 'drizzle-orm/pg-core';
import { drizzle } from 'drizzle-orm/pg-proxy';

export const books = pgTable('books', { id: integer().primaryKey(), shelf: text().notNull().default('a'), pageCount: integer() });

export const db = drizzle(async () => ({ rows: [] }), { casing: 'snake_case', schema: { books } });

export const perShelf = pgView('per_shelf').as(
  db.select({ shelf: books.shelf, books: count(books.id).as('books') }).from(books).groupBy(books.shelf) as never,
);
const long = db.$with('long').as(db.select({ id: books.id }).from(books).where(sql`${books.id} > 100`));
export const longBooks = pgMaterializedView('long_books').as(() => db.with(long).select().from(long));

export const byShelf = db.select().from(books).where(eq(books.shelf, sql.placeholder('shelf'))).prepare('by_shelf');
export const first = db.query.books.findFirst();
export const insert = () => db.insert(books).values({ id: 1 }).returning();

export const about = pgTable(is(db, PgDatabase) ? 'postgres' : 'another', { text: text().default(db.select().from(books).toSQL().sql) });
