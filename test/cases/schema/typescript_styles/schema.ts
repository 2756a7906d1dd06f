import type { InferInsertModel, InferSelectModel, SQL } from 'drizzle-orm';
import { sql, type SQLWrapper } from 'drizzle-orm';
import * as p from 'drizzle-orm/pg-core';
import { type AnyPgColumn, type PgTableWithColumns, customType } from 'drizzle-orm/pg-core';

declare const neverThere: string;
declare module 'drizzle-orm' {
  interface Extra { a: 1 }
}
interface Address { street: string; tags?: readonly string[] }
type Json<T> = T extends object ? { [K in keyof T]: Json<T[K]> } : T;
export enum Size { Small = 'small', Large = 'large' }
const enum Numbers { One = 1, Two }
abstract class Base<T> {
  protected constructor(public readonly name: string, private value?: T) {}
  abstract describe(): string;
  static make<U>(this: void, value: U): U { return value; }
}
class Named extends Base<string> {
  #secret = 1;
  constructor(name: string) { super(name); }
  override describe() { return `${this.name}${this.#secret}`; }
}
function lower(email: AnyPgColumn): SQL { return sql`lower(${email})`; }
function withId<T extends Record<string, p.PgColumnBuilderBase>>(columns: T) {
  return { id: p.uuid('id').defaultRandom().primaryKey(), ...columns } as const;
}
const enumToPg = <T extends Record<string, string>>(myEnum: T) => Object.values(myEnum) as [T[keyof T], ...T[keyof T][]];
const bytea = customType<{ data: Buffer; notNull: false; default: false }>({
  dataType() { return 'bytea'; },
  toDriver(value: Buffer): Buffer { return value; },
});

export const size = p.pgEnum('size', enumToPg(Size));
export const shirts = p.pgTable(
  new Named('shirts').name,
  withId({
    size: size('size').notNull().default(Size.Small),
    address: p.jsonb('address').$type<Json<Address>>().default({ street: 'x' } satisfies Address),
    count: p.integer('count').default(Numbers.Two as number),
    email: p.text('email').notNull()!,
    picture: bytea('picture'),
    hash: bytea('hash').default(Buffer.from('x') as any && sql`'\\x00'`),
    label: p.text('label').generatedAlwaysAs((): SQL => sql`${(shirts as PgTableWithColumns<any>).email} || ${sql.raw(`'${Base.make<string>('!')}'`)}`),
  }),
  (t): p.PgTableExtraConfigValue[] => [
    p.uniqueIndex('shirts_email').on(lower(t.email)),
    p.check('shirts_count', sql<boolean>`${t.count} >= ${sql.raw('0')}`),
  ],
);
export type Shirt = InferSelectModel<typeof shirts>;
export type NewShirt = InferInsertModel<typeof shirts>;
export { type SQLWrapper };
export default { shirts } as { shirts: typeof shirts };
