namespace Only.Types { export interface A {} }
declare namespace Declared { const x: number }
export namespace Values {
  export type T = string
  const hidden = 1
  export const a: number = hidden + 1, { b, c: [d] } = { b: 2, c: [3] }
  export function f(): number { return a + g() }
  export function g() { return hidden }
  export class C { x = a }
  export enum E { one = 1 }
  export namespace Inner { export const deep = a }
  export const early = f()
}
function Merged() { return Merged.extra }
namespace Merged { export const extra = 'extra' }
class Klass { static s = 1 }
namespace Klass { export const t = Klass.s + 1 }
export const result = [Values.a, Values.b, Values.d, Values.f(), new Values.C().x, Values.E.one, Values.Inner.deep, Values.early, Object.keys(Values).sort(), Merged(), Klass.t]
