import { b, call } from './cycle_b'
export function a() { return 'a' }
export const cycle_b = () => [b(), call()]
