// Pairs of snapshots from a seed, with drizzle-kit's SQL between them.
//   node pairs.cjs FIRST_SEED COUNT [plain|refused|accepted]    one JSON object a line
// plain: nothing was renamed; refused: things were, and every question is answered with "it is new"; accepted:
// answered with what happened, seldom with anything else.
'use strict';
const { Database } = require('./database.cjs');
const { diff } = require('./kit.cjs');
const { mutate } = require('./mutate.cjs');
const { Random } = require('./random.cjs');
const { snapshot } = require('./snapshot.cjs');

const modes = ['plain', 'refused', 'accepted'];
const id = (last) => `00000000-0000-4000-8000-00000000000${last}`;

// Where each object stands, as text: what drizzle-kit's prompts know of it.
function places(db) {
  const out = new Map();
  const add = (kind, list, table) => {
    for (const one of list) out.set(one, { kind, table, name: one.name });
  };
  for (const [kind, list] of Object.entries({ schema: db.schemas, enum: db.enums, sequence: db.sequences, role: db.roles, table: db.tables, view: db.views, policy: db.policies })) add(kind, list);
  for (const table of db.tables) {
    add('column', table.columns, table);
    add('policy', table.policies, table);
  }
  return out;
}

// Answers with what happened to the object.
function truth(before, after) {
  return (kind, to, left, tableName) => {
    for (const [one, place] of after) {
      if (place.kind !== kind || place.name !== to.name || (tableName && place.table && place.table.name !== tableName)) continue;
      const was = before.get(one);
      const found = was && left.find((other) => other.name === was.name);
      if (found) return found;
    }
    return undefined;
  };
}

async function pair(seed, mode) {
  const random = new Random(seed * 3 + modes.indexOf(mode));
  const db = new Database(random);
  const before = snapshot(db, id(1));
  const was = places(db);
  const done = mutate(db, mode !== 'plain');
  const after = snapshot(db, id(2));
  const meant = truth(was, places(db));
  const accept = (kind, to, left, tableName) => {
    if (mode !== 'accepted') return undefined;
    if (random.chance(0.05)) return random.chance(0.5) ? random.pick(left) : undefined;
    return meant(kind, to, left, tableName);
  };
  return { seed, mode, done, before, after, ...(await diff(before, after, accept)) };
}

async function main() {
  const first = Number(process.argv[2] ?? 1);
  const count = Number(process.argv[3] ?? 300);
  const mode = process.argv[4] ?? 'plain';
  for (let seed = first; seed < first + count; seed++) console.log(JSON.stringify(await pair(seed, mode)));
}

if (require.main === module) main();
module.exports = { modes, pair };
