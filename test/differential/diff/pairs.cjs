// Writes pairs of snapshots and drizzle-kit's SQL between them, one JSON object a line:
//   node pairs.cjs FIRST_SEED COUNT [plain|renames]
'use strict';
const { Database } = require('./database.cjs');
const { diff } = require('./kit.cjs');
const { mutate } = require('./mutate.cjs');
const { Random } = require('./random.cjs');

async function pair(seed, mode) {
  const random = new Random(seed);
  const db = new Database(random);
  const before = db.snapshot('00000000-0000-4000-8000-000000000001');
  const done = mutate(db, mode === 'renames');
  const after = db.snapshot('00000000-0000-4000-8000-000000000002');
  const accept = (to, left) => {
    if (mode !== 'renames') return undefined;
    const meant = to.name.startsWith('renamed_') || to.name.startsWith('fuzz_renamed_');
    return random.chance(meant ? 0.8 : 0.1) ? random.pick(left) : undefined;
  };
  const made = { seed, mode, done, before, after };
  try {
    const { statements, renames } = await diff(before, after, accept);
    return { ...made, renames, statements };
  } catch (error) {
    return { ...made, renames: [], crash: String(error.stack).split('\n').slice(0, 2).join(' ') };
  }
}

async function main() {
  const first = Number(process.argv[2] ?? 1);
  const count = Number(process.argv[3] ?? 300);
  const mode = process.argv[4] ?? 'plain';
  for (let seed = first; seed < first + count; seed++) {
    console.log(JSON.stringify(await pair(seed, mode)));
  }
}

if (require.main === module) main();
module.exports = { pair };
