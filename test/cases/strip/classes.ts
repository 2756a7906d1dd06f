import { Base, one } from './lib/values';
abstract class Abstract<T> {
  abstract a: string;
  abstract b(): void
  protected abstract get c(): T;
  abstract d?: number
  concrete() { return 'concrete' }
}
interface I { x: number }
export class Full<T extends object = {}> extends Abstract<T> implements I, Iterable<number> {
  static #count = 0
  static readonly made: number = 1;
  declare declared: string
  private 'quoted' = 1
  readonly [one] = 2
  public static override: string = 'override'
  protected readonly x = 1
  ;['computed' + one]: number = 3
  optional?: string
  definite!: string;
  get: number = 4
  set;
  static;
  async = 5
  readonly: boolean = true
  private *generator() { yield 1 }
  override readonly [Symbol.toStringTag] = 'Full';
  [key: string]: any
  static { this.#count = 10 }
  constructor(private readonly p: number, public q: string = 'q', protected r?: any, plain?: number) {
    'directive';
    super()
    this.sum = p + q.length + (plain ?? 0)
  }
  sum: number
  a = 'a'
  b(): void
  b(x?: number): number | void { return x }
  override get c(): T { return {} as T }
  set c(value: T) {}
  static get count() { return Full.#count }
  public async m<U>(this: Full, a: U): Promise<U> { return a }
  *[Symbol.iterator](): Iterator<number> { yield* this.generator() as any }
  has(o: any) { return #p2 in o }
  #p2?: string = 'p2'
  private static async *gen2() {}
  get
  accessor_like(): number { return 1 }
}
export class Derived extends Base {
  field = this.name + '!'
  constructor(public override readonly name: string, private extra = 1) {
    const arrow = () => super(name)
    arrow()
  }
}
export class Conditional extends (Base as any)<string> {
  constructor(private a: number) { a > 0 ? super('yes') : super('no') }
}
export class WithoutSuper { constructor(public a = 1, readonly b = 2) {} }
const anonymous = class<T> implements I { x = 1 }
const full = new Full(1, 'qq', null, 3)
export const result = [full.sum, full.p, full.q, Object.keys(full), [...full], full.has(full), full.concrete(), Full.count, Full.override, Full.made, String(full), full.accessor_like === undefined]
export const derived = [new Derived('n').hello(), new Derived('n').field, Object.keys(new Derived('n')), new Conditional(1).name, new Conditional(0).a, { ...new WithoutSuper() }, new anonymous().x]
