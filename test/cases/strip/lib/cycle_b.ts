import { a } from './cycle_a'
export const b = () => a() + 'b'
export const call = (() => { const early = a(); return () => early })()
