import legacy = require('./lib/legacy.cjs')
export import again = legacy.value
export const value: string = legacy.value
export const either = again as string
