import {
  and, arrayContains, asc, avg, between, count, countDistinct, desc, eq, exists, gt, ilike, inArray, isNull, like, max, min, ne, not, or, sql, sum,
  TransactionRollbackError,
} from 'drizzle-orm';
import { alias, intersect, QueryBuilder, union, unionAll } from 'drizzle-orm/pg-core';
import { all, authors, books, color, counts, shelves } from '../../schema';
import { describe, describeError } from '../describe';

// What a column may hold: each is written, and read by select, by returning, by execute and by db.query.
const written: [keyof typeof all.$inferInsert, any[]][] = [
  ['aSmall', [0, -32768, 32767]],
  ['anInt', [1, -2147483648, 2147483647]],
  ['aBig', [9007199254740991, -5]],
  ['aHuge', [9223372036854775807n, -9223372036854775808n, 0n]],
  ['aReal', [0.1, NaN, Infinity, -Infinity, 1e-30, 3.4e38]],
  ['aDouble', [0.1 + 0.2, NaN, Infinity, -Infinity, -0, 5e-324, 1.7976931348623157e308, 1e21, 123456789012345680]],
  ['aNumeric', ['123456789012345678901234567890.000100', 'NaN', '-0.5']],
  ['aNumber', [12.5, -3, 1e10]],
  ['aBigNumeric', [123456789012345678901234567890n]],
  ['aBool', [true, false]],
  ['aText', ['', 'NULL', 'it\'s "quoted" \\ back', 'emoji 😀 ✓\nline\ttab', '{a,b}', '\u00e9\u0301', '$1 :x ?']],
  ['aVarchar', ['short']],
  ['aChar', ['ab']],
  ['aJson', [{ b: 1, a: [1, null, 'x'] }, [], 'text', 5, true, { deep: { 'k"ey': '\\' } }, [1.5e300]]],
  ['aJsonb', [{ b: 1, a: [1, null, 'x'] }, [], 'text', 5, false, '5', { n: 12345678901234567890 }, [{ x: '\u2028' }]]],
  ['aUuid', ['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']],
  ['aColor', ['red', 'it\'s "odd"']],
  ['aDate', [new Date('2024-02-29T23:30:00Z'), new Date('0044-03-15T00:00:00Z')]],
  ['aDateText', ['2024-02-29', 'infinity']],
  ['aTime', ['23:59:59.123456']],
  ['aTimeTz', ['23:59:59.5+02']],
  ['aStamp', [new Date('2024-02-29T23:30:00.123Z'), new Date(0)]],
  ['aStampText', ['2024-02-29 23:30:00.123456', 'infinity']],
  ['aStampTz', [new Date('2024-07-01T12:00:00.007Z'), new Date('1883-01-01T00:00:00Z')]],
  ['aStampTzText', ['2024-02-29 23:30:00.123+05:30', '-infinity']],
  ['anInterval', ['1 year 2 mons -3 days 04:05:06.789', '00:00:00']],
  ['aPoint', [{ x: 1.5, y: -2 }]],
  ['aTuple', [[0.1, 1e10]]],
  ['aLine', [[1, -1, 0]]],
  ['anInet', ['192.168.0.1/24', '::1']],
  ['aCidr', ['10.0.0.0/8']],
  ['aMac', ['08:00:2b:01:02:03']],
  ['bytes', [Buffer.from([0, 1, 92, 39, 255]), Buffer.alloc(0), Buffer.from('text')]],
  ['aMoney', [{ cents: 12345n }]],
  ['anUpper', ['mixed Case']],
  ['ints', [[1, -2, 3], []]],
  ['bigs', [[9223372036854775807n, 0n]]],
  ['texts', [['a', 'b c', 'with "quotes"', 'back\\slash', 'comma,brace}{', '', 'NULL', 'null', '😀\n'], []]],
  ['nested', [[['a', 'b'], ['c,', '"']]]],
  ['bools', [[true, false]]],
  ['doubles', [[1.5, NaN, Infinity, -0]]],
  ['numerics', [['1.10', 'NaN']]],
  ['stamps', [[new Date('2024-02-29T23:30:00.123Z')]]],
  ['dates', [['2024-02-29']]],
  ['uuids', [['a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11']]],
  ['colors', [['red', 'it\'s "odd"']]],
  ['jsons', [[{ a: [1, '"'] }, 'x']]],
  ['moneys', [[{ cents: 100n }]]],
];

// Expressions whose values are read as their type says.
const expressions = [
  "1::int2", "1::int4", "1::int8", "null", "1::oid", "1.5::float4", "'NaN'::float8", "'Infinity'::float4", "1.10::numeric", "true", "'x'::text", "'x'::char(3)",
  "'x'::name", "'{\"a\": 1}'::json", "'[1, 2]'::jsonb", "'null'::jsonb", "'2024-02-29'::date", "'2024-02-29 10:11:12.5'::timestamp",
  "'2024-02-29 10:11:12.5+02'::timestamptz", "'10:11'::time", "'1 day 02:00'::interval", "'(1.5,2)'::point", "'<(1,2),3.5>'::circle", "'((1,1),(2,2))'::box",
  "'{1,2,3}'::lseg", "'[(0,0),(1,1)]'::lseg", "'\\x00ff'::bytea", "'{1,NULL,3}'::int4[]", "'{1,NULL}'::int8[]", "'{1.5,NaN,NULL}'::float8[]",
  "'{1.10,NULL}'::numeric[]", "'{t,f,NULL}'::bool[]", "'{a,\"b \\\"c\",NULL,\"NULL\",\"\"}'::text[]", "'{{1,2},{3,4}}'::int4[]", "'[2:3]={7,8}'::int4[]",
  "'{}'::text[]", "'{a,b}'::varchar[]", "'{a,b}'::name[]", "'{\"{\\\"a\\\": [1,2]}\",NULL}'::json[]", "'{\"{\\\"a\\\": 1}\"}'::jsonb[]",
  "'{2024-02-29}'::date[]", "'{2024-02-29 10:11:12}'::timestamp[]", "'{2024-02-29 10:11:12+00}'::timestamptz[]", "'{10:11}'::time[]", "'{1 day}'::interval[]",
  "array['\\x00ff'::bytea, null]", "array['(1,2)'::point, null]", "'{a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11}'::uuid[]", "'{10.0.0.1}'::inet[]", "'{10.0.0.0/8}'::cidr[]",
  "'{08:00:2b:01:02:03}'::macaddr[]", "'{1,2}'::oid[]", "'12.34'::money", "'{12.34}'::money[]", "'[1,5)'::int4range", "'{[1,5)}'::numrange[]", "'{[1,5)}'::int4range[]",
  "row(1, 'a')", "'red'::color", "'{red,green}'::color[]", "'<a/>'::xml", "B'101'", "'a b'::tsvector", "'pg_class'::regclass", "'{pg_class}'::regclass[]", "'()'::int4multirange is null",
  "array[1,2]::int2[]", "'2024-02-29 10:11:12 BC'::timestamp", "1e20::float8", "'-0'::float8", "2147483648::int8", "-1::int4", "4294967295::oid", "'{\"n\": 12345678901234567890}'::json",
  "'{{\"a,b\",NULL},{\"c\",\"}\"}}'::text[]",
];

// Values handed to a query as they are.
const parameters: [string, any][] = [
  ['$::text', 'a'], ['$::int', 5], ['$::int', '5'], ['$::bigint', 5n], ['$::numeric', 1.5], ['$::bool', true], ['$::text', null], ['$::timestamptz', new Date('2024-02-29T01:02:03.004Z')],
  ['$::timestamp', new Date('2024-07-01T01:02:03.004Z')], ['$::date', new Date('2024-12-31T12:00:00Z')], ['$::date', new Date('-000043-03-15T12:00:00Z')], ['$::int[]', [1, 2, null]], ['$::text[]', ['a', 'b"c\\', null, '']],
  ['$::text[]', [['a'], ['b']]], ['$::jsonb', { a: [1, { b: null }], d: new Date(0) }], ['$::json', JSON.stringify([1, 2])], ['$::bytea', Buffer.from([1, 0, 255])], ['$::bytea', new Uint8Array([7, 8])],
  ['$::bytea[]', [Buffer.from([1, 2]), null]], ['$::text', Buffer.from('plain')], ['$::float8', NaN], ['$::float8', Infinity], ['$::float8', -0], ['$::text', 1e21], ['$::text', 0.1], ['$::bool[]', [true, false]],
  ['$::timestamptz[]', [new Date(0)]], ['$::text', { toPostgres: () => 'by itself' }], ['$::text', { toPostgres: (prepare: any) => prepare([1, 'x']) }], ['$::text', { toJSON: () => ({ j: 1 }) }], ['$::text', undefined], ['$::numeric[]', [1.5, 10n]],
];

type Case = [string, (db: any) => Promise<any>];

const books3 = [
  { id: 1, title: 'One', authorId: 1, price: '10.50', count: 3n, meta: { pages: 10 }, tags: ['a', 'b'], sold: new Date('2024-01-01T00:00:00Z'), cover: Buffer.from('x') },
  { id: 2, title: 'Two', authorId: 1, price: null, count: 9007199254740993n, meta: [1], tags: [], sold: null, cover: null },
  { id: 3, title: 'Three', authorId: null, price: '0.10', count: null, meta: null, tags: null, sold: null, cover: null },
];
const other = alias(books, 'other');

const queries: Case[] = [
  ['insert without returning', async (db) => { const made = await db.insert(authors).values({ id: 1, fullName: 'Ann', bornOn: new Date('1980-05-05') }); return [made.rowCount, made.rows.length]; }],
  ['insert many', (db) => db.insert(authors).values([{ id: 2, fullName: 'Bob' }, { id: 3, fullName: 'Cid', bornOn: null }]).returning()],
  ['insert books', (db) => db.insert(books).values(books3).returning({ id: books.id, count: books.count, cover: books.cover })],
  ['insert from select', (db) => db.insert(shelves).select(new QueryBuilder().select({ bookId: books.id, place: sql`'A' || ${books.id}`.as('place') }).from(books)).returning()],
  ['do nothing', (db) => db.insert(authors).values({ id: 1, fullName: 'X' }).onConflictDoNothing().returning()],
  ['do update', (db) => db.insert(authors).values({ id: 1, fullName: 'Ann B' }).onConflictDoUpdate({ target: authors.id, set: { fullName: sql`excluded.full_name` }, where: ne(authors.fullName, 'zz') }).returning()],
  ['select all', (db) => db.select().from(books).orderBy(books.id)],
  ['select fields', (db) => db.select({ n: books.count, up: sql<string>`upper(${books.title})`, both: { a: books.meta, b: books.tags } }).from(books).where(and(gt(books.id, 0), or(like(books.title, 'T%'), ilike(books.title, 'o%')))).orderBy(desc(books.id)).limit(2).offset(1)],
  ['left join', (db) => db.select().from(books).leftJoin(authors, eq(books.authorId, authors.id)).orderBy(asc(books.id))],
  ['inner join, alias', (db) => db.select({ a: books.title, b: other.title }).from(books).innerJoin(other, and(eq(books.authorId, other.authorId), ne(books.id, other.id))).orderBy(books.id)],
  ['aggregates', (db) => db.select({ n: count(), d: countDistinct(books.authorId), s: sum(books.price), a: avg(books.price), lo: min(books.count), hi: max(books.count) }).from(books)],
  ['group by, having', (db) => db.select({ author: books.authorId, n: count(books.id) }).from(books).groupBy(books.authorId).having(({ n }: any) => gt(n, 0)).orderBy(books.authorId)],
  ['distinct on', (db) => db.selectDistinctOn([books.authorId], { a: books.authorId, t: books.title }).from(books).orderBy(books.authorId, books.id)],
  ['distinct', (db) => db.selectDistinct({ a: books.authorId }).from(books).orderBy(books.authorId)],
  ['with', async (db) => { const cheap = db.$with('cheap').as(db.select().from(books).where(isNull(books.price))); return db.with(cheap).select({ t: cheap.title, m: cheap.meta }).from(cheap); }],
  ['subquery', async (db) => { const sq = db.select({ id: books.id, big: sql<number>`${books.id} * 10`.as('big') }).from(books).as('sq'); return db.select().from(sq).where(between(sq.big, 10, 20)).orderBy(sq.id); }],
  ['exists', (db) => db.select({ n: authors.fullName }).from(authors).where(exists(db.select().from(books).where(eq(books.authorId, authors.id))))],
  ['union', (db) => union(db.select({ t: books.title }).from(books), db.select({ t: authors.fullName }).from(authors)).orderBy(sql`1`)],
  ['union all, intersect', async (db) => [await unionAll(db.select({ i: books.id }).from(books), db.select({ i: authors.id }).from(authors)).orderBy(sql`1`), await intersect(db.select({ i: books.id }).from(books), db.select({ i: authors.id }).from(authors)).orderBy(sql`1`)]],
  ['array operators', (db) => db.select({ id: books.id }).from(books).where(arrayContains(books.tags, ['a']))],
  ['update returning', (db) => db.update(books).set({ price: sql`coalesce(${books.price}, 0) + 1`, meta: { changed: true } }).where(inArray(books.id, [1, 2])).returning({ id: books.id, price: books.price, meta: books.meta })],
  ['update from', (db) => db.update(books).set({ title: sql`${books.title} || ' by ' || ${authors.fullName}` }).from(authors).where(eq(books.authorId, authors.id)).returning({ t: books.title })],
  ['update count', async (db) => (await db.update(books).set({ tags: ['z'] }).where(eq(books.id, 3))).rowCount],
  ['find many', (db) => db.query.authors.findMany({ with: { books: { orderBy: asc(books.id), with: { shelves: true } } }, orderBy: asc(authors.id) })],
  ['find many, some', (db) => db.query.books.findMany({ columns: { title: true, count: true, sold: true, cover: false }, extras: { twice: sql<number>`id * 2`.as('twice') }, with: { author: { columns: { bornOn: true } } }, where: (b: any, { lt }: any) => lt(b.id, 3), limit: 5 })],
  ['find first', async (db) => [await db.query.books.findFirst({ where: eq(books.id, 3), with: { author: true } }), await db.query.books.findFirst({ where: eq(books.id, 99) })]],
  ['$count', async (db) => [await db.$count(books), await db.$count(books, gt(books.id, 1)), await db.select({ n: authors.fullName, c: db.$count(books, eq(books.authorId, authors.id)) }).from(authors).orderBy(authors.id)]],
  ['prepared', async (db) => { const prepared = db.select().from(authors).where(eq(authors.id, sql.placeholder('id'))).prepare('by_id'); return [await prepared.execute({ id: 1 }), await prepared.execute({ id: 2 })]; }],
  ['prepared insert', async (db) => { const prepared = db.insert(authors).values({ id: sql.placeholder('id'), fullName: sql.placeholder('name') }).returning().prepare('more'); return [await prepared.execute({ id: 10, name: 'J' }), await prepared.execute({ id: 11, name: 'K' })]; }],
  ['execute', async (db) => { const r = await db.execute(sql`select ${books.id}, ${books.count}, ${books.price} as p, 1 as x, 2 as x from ${books} order by 1`); return [r.rows, r.rowCount, r.command, r.fields.map((f: any) => f.name)]; }],
  ['execute text', async (db) => (await db.execute('select 1 as one')).rows],
  ['execute nothing', async (db) => { const r = await db.execute(sql`create temp table t (i int)`); return [r.rows, r.rowCount, r.command]; }],
  ['execute several', async (db) => { const r = await db.execute(sql.raw('select 1 as a; select 2 as b')); return r.map((one: any) => one.rows); }],
  ['execute a builder', async (db) => (await db.execute(db.select({ id: books.id }).from(books).where(eq(books.id, 1)))).rows],
  ['transaction', (db) => db.transaction(async (tx: any) => { await tx.insert(authors).values({ id: 20, fullName: 'T' }); return tx.$count(authors); })],
  ['nested rollback', (db) => db.transaction(async (tx: any) => {
    try {
      await tx.transaction(async (inner: any) => { await inner.delete(authors).where(eq(authors.id, 20)); inner.rollback(); });
    } catch (error) {
      return [error instanceof TransactionRollbackError, describeError(error), await tx.$count(authors)];
    }
  })],
  ['refused in a savepoint', async (db) => { try { await db.transaction((tx: any) => tx.insert(authors).values({ id: 1, fullName: 'again' })); } catch (error) { return [describeError(error), await db.$count(authors)]; } }],
  ['refused: syntax', async (db) => { try { await db.transaction((tx: any) => tx.execute(sql`selct ${1}`)); } catch (error) { return describeError(error); } }],
  ['refused: type', async (db) => { try { await db.transaction((tx: any) => tx.select().from(books).where(sql`${books.id} = ${'x'}`)); } catch (error) { return describeError(error); } }],
  ['refresh', async (db) => { await db.refreshMaterializedView(counts); return db.select().from(counts).orderBy(counts.authorId); }],
  ['delete returning', (db) => db.delete(shelves).where(eq(shelves.bookId, 1)).returning()],
  ['delete', async (db) => (await db.delete(shelves).where(not(eq(shelves.bookId, 1)))).rowCount],
  ['to sql', async (db) => db.select().from(books).where(eq(books.title, 'x')).toSQL()],
  ['parallel', (db) => Promise.all([1, 2, 3].map((id) => db.select({ t: books.title }).from(books).where(eq(books.id, id))))],
];

export const migration = {
  name: 'values_0001_values',
  up: async (db: any) => {
    const results: string[] = [];
    const note = (name: string, text: string) => results.push(`${name}: ${text}`);
    const attempt = async (name: string, work: (tx: any) => Promise<any>) => {
      try {
        note(name, describe(await db.transaction(async (tx: any) => work(tx))));
      } catch (error) {
        note(name, `threw ${describeError(error)}`);
      }
    };
    for (const [column, values] of written) {
      for (const [at, value] of values.entries()) {
        await attempt(`${column} ${at}`, async (tx) => {
          const [made] = await tx.insert(all).values({ [column]: value }).returning();
          const [read] = await tx.select().from(all).where(eq(all.id, made.id));
          const raw = await tx.execute(sql`select ${all[column]} as v from ${all} where id = ${made.id}`);
          const found = await tx.query.all.findFirst({ where: eq(all.id, made.id), columns: { [column]: true } });
          return [made[column], read[column], raw.rows, found];
        });
      }
    }
    for (const text of expressions) await attempt(text, async (tx) => (await tx.execute(sql.raw(`select ${text} as v`))).rows);
    for (const text of expressions) await attempt(`bound ${text}`, async (tx) => (await tx.execute(sql`select ${sql.raw(text)} as v where 1 = ${1}`)).rows);
    for (const [text, value] of parameters) {
      const [before, after] = text.split('$');
      await attempt(`${text} of ${describe(value)}`, async (tx) => (await tx.execute(sql`select ${sql.raw(before)}${value}${sql.raw(after)} as v`)).rows);
      await attempt(`${text} as parameter of ${describe(value)}`, async (tx) => (await tx.execute(sql`select ${sql.raw(before)}${sql.param(value)}${sql.raw(after)} as v`)).rows);
    }
    for (const [name, work] of queries) await attempt(name, work);
    await db.execute(sql`insert into results ${sql.raw('(texts)')} values (${sql.param(JSON.stringify(results))}::jsonb)`);
  },
  down: async () => {},
};
