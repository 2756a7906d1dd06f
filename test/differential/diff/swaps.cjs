// Names that go round: random schemas whose tables, columns, enums and so on take each other's names, and sometimes
// move besides. drizzle-kit can't be told; hints say it, and PostgreSQL judges.
//   node swaps.cjs DRIVER URL [--seed 1] [--count 60] [--verbose]
'use strict';
const { parseArgs } = require('node:util');
const { Database } = require('./database.cjs');
const { Driver, empty } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');
const { Random } = require('./random.cjs');
const { snapshot } = require('./snapshot.cjs');

// Two or three take the places of the next of them; a table's sequences and so on follow by themselves.
function rotate(random, list) {
  const some = random.some(list, 2, 3);
  if (some.length < 2) return false;
  const places = some.map((one) => ('schema' in one ? { name: one.name, schema: one.schema } : { name: one.name }));
  some.forEach((one, at) => Object.assign(one, places[(at + 1) % some.length]));
  return true;
}

const said = (one) => one.schema?.name ?? 'public';
const kinds = [
  ['schema', (db) => db.schemas, (one) => [one.name]],
  ['role', (db) => db.roles, (one) => [one.name]],
  ['enum', (db) => db.enums, (one) => [said(one), one.name]],
  ['sequence', (db) => db.sequences, (one) => [said(one), one.name]],
  ['view', (db) => db.views, (one) => [said(one), one.name]],
  ['table', (db) => db.tables, (one) => [said(one), one.name]],
];
const parts = [
  ['column', (table) => table.columns],
  ['policy', (table) => table.policies],
  ['index', (table) => table.indexes],
  ['check', (table) => table.checks],
];

// What every thing is called now.
const namesOf = (db) => new Map([
  ...kinds.flatMap(([kind, list, name]) => list(db).map((one) => [one, { kind, name: name(one) }])),
  ...db.tables.flatMap((table) => parts.flatMap(([kind, list]) => list(table).map((one) => [one, { kind, table, name: one.name }]))),
]);

// Hints name old things under the new names of their schemas and tables.
function hintsBetween(before, after, schemas) {
  const hints = [];
  for (const [one, { kind, name, table }] of before) {
    const now = after.get(one).name;
    const where = table && [said(table), table.name];
    const from = where ? [...where, name] : name.length > 1 ? [schemas.get(name[0]) ?? name[0], name[1]] : name;
    const to = where ? [...where, now] : now;
    if (from.join('.') !== to.join('.')) hints.push({ type: 'rename', kind, from, to });
  }
  return hints;
}

function make(seed) {
  const random = new Random(seed);
  const db = new Database(random);
  const before = snapshot(db, '00000000-0000-4000-8000-000000000001');
  const old = namesOf(db);
  const oldSchemas = db.schemas.map((one) => [one, one.name]);
  const done = [];
  for (let tries = random.between(1, 3); tries > 0; tries--) {
    const [kind, list] = random.chance(0.6) || !db.tables.length ? random.pick(kinds) : random.pick(parts);
    const all = list(kinds.some(([name]) => name === kind) ? db : random.pick(db.tables));
    if (rotate(random, all.filter((one) => !one.existing))) done.push(kind);
  }
  const after = snapshot(db, '00000000-0000-4000-8000-000000000002');
  const schemas = new Map(oldSchemas.map(([one, name]) => [name, one.name]));
  return { done, before, after, hints: hintsBetween(old, namesOf(db), schemas) };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '60' }, verbose: { type: 'boolean', default: false } } });
  const [program, url] = positionals;
  const driver = new Driver(program);
  const judge = await new Judge(url).open();
  const count = {};
  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(values.count); seed++) {
    const made = make(seed);
    if (!made.hints.length) continue;
    const ours = await driver.diff(made.before, made.after, [], false, made.hints);
    const verdict = Array.isArray(ours)
      ? await judge.verdict(await driver.diff(empty, made.before), ours, await driver.diff(empty, made.after))
      : { is: 'no SQL', why: ours.error };
    count[verdict.is] = (count[verdict.is] ?? 0) + 1;
    if (verdict.is === 'right' || verdict.is === 'unjudged') continue;
    process.exitCode = 1;
    console.log(`seed ${seed} (${made.done}): ${verdict.is}: ${verdict.why}`);
    if (values.verbose) console.log(`${JSON.stringify(made.hints)}\n${[].concat(ours).join('\n')}\n`);
  }
  driver.close();
  await judge.close();
  for (const [what, times] of Object.entries(count).sort()) console.log(`${times}\t${what}`);
}

if (require.main === module) main();
module.exports = { make };
