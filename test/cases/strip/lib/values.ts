export type Only = 1;
export interface Also {}
export const one: number = 1;
export const two = 2;
export default function (x: number) { return x + 1 }
export function add(this: any, a: number, b: number) { return this === undefined ? a + b : 'wrong' as never }
export let counter = 0;
export function count() { counter++ }
export class Base { constructor(public readonly name: string) {} hello() { return 'hello ' + this.name } }
export { two as 'string name', two as default_two };
