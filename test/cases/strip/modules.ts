#!/usr/bin/env node
import increment, { one, two as deux, add, counter, count, Base, 'string name' as named } from './lib/values'
import * as all from './lib/values'
import whole, * as rest from './lib/values'
import data from './lib/data.json' with { type: 'json' }
import { a as data_a } from './lib/data.json'
import legacy, { named as legacy_named } from './lib/legacy.cjs'
import { default as explicit } from './lib/values'
import { Unused } from './lib/missing'
import Never from './lib/missing'
import { cycle_b } from './lib/cycle_a'
import { type as type_name, as as as_name } from './lib/words'
import { type as } from './lib/words'
import shortcut = all.one
import gone = Types.Gone
namespace Types { export type Gone = 1 }
export * from './lib/star'
export * as star from './lib/star'
export { one, add as plus, one as "quoted name" } from './lib/values'
export { deux as two, Base }
export { default } from './lib/values'
export { shortcut }
export type { Only } from './lib/values'
export { type Also } from './lib/missing'
let n: typeof Unused = 0 as any
count()
add(1, 2)
export const live = [counter, all.counter]
count(), count()
export const still_live = [counter, all.counter, increment(1), explicit(2), whole(3), rest.add(1, 1) as any === 2]
export const shorthand = { one, deux, add, inner: { one } }
export const shadowed = ((one: any) => [one, { one }])('shadow')
export const shadowed2 = (() => { const deux = 'local'; { let one = 'block'; return [deux, one, ((add) => add)(1)] } })()
export const shadowed3 = (() => { try { throw 'caught' } catch (one) { return one } })()
export const shadowed4 = (function one(x: any): any { return x ? one : typeof one })(0)
export const shadowed5 = (() => { for (const one of ['each']) return one })()
export const shadowed6 = (({ one, x: { add = one } = {} as any }) => [one, add])({ one: 'd' })
export const shadowed7 = (() => { if (true) { var one: any = 'var' } return one })()
export const shadowed8 = (() => { class Base { a = 1 } return new Base().a })()
export const shadowed9 = (() => { function add() { return 'inner' } return add() })()
export const member = { one: 1, add() { return one } }.add()
export const not_names = { one: 'a', add: 'b' }.one + ((x: any) => x.one)({ one: 'c' })
export const tagged = ((f: any) => f)(String).raw`${one}`
export const constructed = [new Base('x').hello(), typeof add, typeof all, one! + deux!]
const { a, b: [c, ...d], ...e } = { a: 1, b: [2, 3, 4], f: 5 }
export { a, c, d, e }
export const { g, h: [i = 6] } = { g: 7, h: [] as number[] }
export var hoisted_var = 1, other_var
export let reassigned = 1
reassigned = 2
export function hoisted() { return one }
export async function* generator() {}
export class Exported extends Base {}
export const words = [type_name, as_name, data, data_a, legacy.value, legacy_named, cycle_b(), named]
export const meta = typeof import.meta.url
export const dynamic = import('./lib/values').then((m) => m.one)
const require = 'mine', __dirname = 'also mine', module = 1
export const own_names = [require, __dirname, module]
import { late } from './lib/late'
export const was_late = late
add(1, 2)
;[1].map(add as any)
export { undeclared_type }
type undeclared_type = string
export const __proto__ = 'proto'
