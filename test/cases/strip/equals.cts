import legacy = require('./lib/legacy.cjs')
import type Unused = require('./lib/missing')
const made: { value: string } = { value: legacy.value + '!' }
export = made
