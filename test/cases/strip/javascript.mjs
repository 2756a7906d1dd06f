import increment, { one, Base } from './lib/values.ts'
import unused from './lib/late.ts'
const a = 1, b = 2, c = 3, f = (...x) => x
export const not_generic = f(a < b, c > (1))
export const not_generic2 = [a < b > (c), a<b, c>f]
export const { x = one } = {}
export default increment(one)
export class K extends Base { static #p = 1; static { this.q = this.#p } as = 1; type = 2 }
export const type = 1, declare = 2, abstract = 3
let interface_ = type
declare
abstract
export const words = { type, declare, abstract, interface_ }
