import { Component } from './lib/late'
export const generic = <T,>(x: T): T => x
export const generic2 = async <T extends string>(x: T): Promise<T> => x
export const comparison = (a: number, b: number) => a < b && b > (a as number)
export const call = generic<number>(1)
export const View = ({ a }: { a: string }) => <div className="it's" {...{ a }} data-x={<b>1 {'}'} &amp; "quoted"</b>}>text's {a ? <Component x="1" /> : <></>}</div>
export const after = 2
