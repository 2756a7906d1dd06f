// Every place where a type can stand.
import type { Only } from './lib/values';
import { type Also, one } from './lib/values';
import './lib/effect';

type Alias<T = string> = { [K in keyof T]?: T[K] } & Record<string, unknown>;
interface Shape<in out T> extends Alias<T> {
  readonly a: string
  b?(): void
  new (x: number): Shape<T>;
  (y: string): asserts y is 'z'
  get c(): number; set c(v)
  [key: string]: any
}
declare const ambient: number;
declare function ambient_function(a: string): void;
declare module 'somewhere' {
  export const x: number;
}
declare global {
  interface Window { a: 1 }
}
declare enum Gone { a }
declare class Absent { private x; method(): void }
declare let first: string, second: number

function overload(a: string): string;
function overload(a: number): number
function overload(a: any): any { return a }

export const casts = [one as number, <any>one, one satisfies unknown, one!, (one as any)!.toString() as string, <const>['a']];
export const chain = ({ a: { b: [1] } } as any)?.a!.b![0]!;
export const generic = [overload<string>, new Map<string, Array<number>>([['a', [1]]]).get('a')!, Array.of<number>(1, 2)].length;
export const tagged = ((s: TemplateStringsArray, ...v: unknown[]) => s.join('?') + v.length);
export const sql = tagged<{ id: string }>`select ${one} from ${'t'}` + tagged<number>`x`;
export const nested_shift = ((x: any) => typeof x)<<T>(x: T) => T>(<T>(x: T) => x);
export const compare = [1 < 2, 2 > 1, one < 3 && 4 > one, (1 < 2) > (0 as any)];
export const shifts = [1 << 2, 16 >> 2, -1 >>> 28];
export function predicate(this: void, x: unknown, y?: string, ...rest: Array<string>): x is string { return typeof x === 'string' }
export function assertion(x: unknown): asserts x is string { if (typeof x !== 'string') throw new Error('no') }
export const arrow = async <T,>(x: T): Promise<T> => x;
export const arrow2 = <const T extends readonly unknown[]>(...x: T): T => x;
export const arrow3 = (a?: number, b: string = 'b', { c, d: [e] }: { c: number; d: number[] } = { c: 1, d: [2] }): [number?, string?] => [a, b + c + e];
export const results = [predicate('a'), arrow2(1, 2), arrow3(), arrow3.length];
export const conditional = (a: boolean, b: any, c: any) => a ? (b) : c => c;
export const conditional2 = (a: boolean) => a ? (b: number): number => b : null;
export const conditionals = [conditional(true, 1, 2), conditional2(true)!(3), conditional(false, 1, 2)(4)];
export const long_arrow = (
  a: number,
): {
  b: number
} => ({ b: a });
export const long_generic = (() => {
  return <
    T
  >(a: T): T => a
})()(5);
export const long_assertion = (() => {
  return <
    any
  >one
})();
export const object_assertion = (() => <any>{ a: 1 })();
export const union:
  | 'a'
  | 'b' = 'a';
let definite!: string
definite = 'yes'
export const after_type = [definite]
type Glue = string
;[1].forEach(() => { definite += '!' })
const value = definite as any
type X1 = 1
(function () { definite += '?' })()
const more = value as string
[0, 1].length
export const glued = [definite, value, more]
export const type = 'type', as = 'as', is = 'is', satisfies = 1, of = 2, declare = 3, module_ = 4, abstract = 5, readonly = 6, infer = 7, keyof = 8, namespace = 9, asserts = 10, any = 11, unknown = 12, out = 13
export const uses = [type, as, is, satisfies, of, declare, abstract, readonly, infer, keyof, namespace, asserts, any, unknown, out];
const object = { type: 1, as: 2, async: 3, get: 4, set: 5, get x(): number { return 6 }, set x(v: number) {}, async *gen<T>(a: T): AsyncGenerator<T> { yield a }, async m() { return 1 }, readonly, ['a' as string]: 7, 'b': 8, 9: 10, declare() { return 11 } };
export const keys = [Object.keys(object), object.x, object.declare()];
export const division = [4 / 2 / 1, /[/'"]\/\(/.source.length, one / 1, [1].length / 1, (2) / 2];
export const regex_after = ((a: string) => { if (a) /['"(]/.test(a); return /}/.test('}') })('x');
export const templates = [`a${`b${{ c: '}' }.c}`}`, `${one as number}`, `\`\${`];
export const labels = (() => { outer: for (const a of [1, 2] as number[]) { for (;;) { if (a) continue outer; break } } return 1 })();
export const loops = (() => { let n = 0; for (let i: number = 0, j = <any>2; i < j; i++) n += i; for (var k in { a: 1 } as any) n += k.length; for (const [x, y] of [[1, 2]] as const) n += x + y; do n++; while (n < 0) return n })();
export const caught = (() => { try { throw 1 as unknown } catch (e: unknown) { return e as number } finally { } })();
export const numbers = [1_000, 0x1f, 0b11, 0o17, 1e3, 1.5e-3, .5, 10n.toString(), 5..toString()];
export const optional = ((a: any) => [a?.b, a?.[0], a?.(1), a ?.5 : 1, a?.b<string>?.()])(null);
export let assigned: any; (assigned as any) = 1; assigned! += 1; [assigned as any] = [assigned + 1]; ({ a: assigned as any } = { a: assigned + 1 });
export const nonnull = [one! + one!, one!== 2, one! in { 1: 1 }, !one!];
export const arithmetic = 1 + 2 as number * 3;
export const yielded = [...(function* <T>(x: T): Generator<T> { yield x; yield* [x] as T[]; const y: any = yield; })(1)];
if (one) { type Inner = string } else var unused_var: string
switch (one as number) { case 1 as number: type InCase = 1; default: let z: string; }
export abstract class Empty {}
export const this_default = (function (this: any, a: any = this, b = this) { return [a === this, b === this] }).call({});
export type { Only as Exported, Also };
