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

const parts = { index: 'indexes', unique: 'uniques', check: 'checks', 'foreign key': 'foreignKeys' };

// Where each object stands, as text: what drizzle-kit's prompts know of it, and of what it never asks the names that
// were given.
function places(db) {
  const out = new Map();
  const add = (kind, list, table) => {
    for (const one of list) out.set(one, { kind, table, values: one.values && [...one.values], schema: (table ?? one).schema?.name ?? 'public', name: one.name ?? one.custom });
  };
  for (const [kind, list] of Object.entries({ schema: db.schemas, enum: db.enums, sequence: db.sequences, role: db.roles, table: db.tables, view: db.views, policy: db.policies })) add(kind, list);
  for (const table of db.tables) {
    add('column', table.columns, table);
    add('policy', table.policies, table);
    for (const [kind, list] of Object.entries(parts)) add(kind, table[list], table);
    if (table.primaryKey) add('primary_key', [table.primaryKey], table);
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

// Renames that drizzle-kit does not know: of constraints, indexes and values of enums, in what stands where it stood or
// was found again.
function furtherHints(before, after, hints, renamedValues) {
  const out = [];
  const found = (one) => {
    const [was, is] = [before.get(one), after.get(one)];
    const same = was && is && was.name === is.name && was.schema === is.schema;
    return same || hints.some((hint) => is && hint.to.join('.') === `${is.schema}.${is.name}`);
  };
  for (const [one, { kind, table, schema, name }] of after) {
    const was = before.get(one);
    if (!(kind in parts || kind === 'primary_key') || !was?.name || !name || was.name === name || !found(table)) continue;
    out.push({ type: 'rename', kind, from: [schema, table.name, was.name], to: [schema, table.name, name] });
  }
  const values = new Set(renamedValues.map((one) => one.type));
  for (const type of values) {
    const all = renamedValues.filter((one) => one.type === type);
    const is = after.get(type);
    if (all.length > 1 || !found(type) || !type.values.includes(all[0].to) || !before.get(type).values.includes(all[0].from)) continue;
    out.push({ type: 'rename', kind: 'enum_value', from: [is.schema, is.name, all[0].from], to: [is.schema, is.name, all[0].to] });
  }
  return out;
}

async function pair(seed, mode) {
  const random = new Random(seed * 3 + modes.indexOf(mode));
  const db = new Database(random);
  const before = snapshot(db, id(1));
  const was = places(db);
  const done = mutate(db, mode !== 'plain');
  const after = snapshot(db, id(2));
  const is = places(db);
  const meant = truth(was, is);
  const accept = (kind, to, left, tableName) => {
    if (mode !== 'accepted') return undefined;
    if (random.chance(0.05)) return random.chance(0.5) ? random.pick(left) : undefined;
    return meant(kind, to, left, tableName);
  };
  const found = await diff(before, after, accept);
  const further = mode === 'accepted' ? furtherHints(was, is, found.hints, db.renamedValues) : [];
  return { seed, mode, done, before, after, further, ...found };
}

async function main() {
  const first = Number(process.argv[2] ?? 1);
  const count = Number(process.argv[3] ?? 300);
  const mode = process.argv[4] ?? 'plain';
  for (let seed = first; seed < first + count; seed++) console.log(JSON.stringify(await pair(seed, mode)));
}

if (require.main === module) main();
module.exports = { modes, pair };
