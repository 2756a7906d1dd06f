// Names that go round: random schemas whose tables, columns, enums and so on take each other's names, and sometimes
// move besides, or take the names of what goes. drizzle-kit can't be told; hints say it, and PostgreSQL judges.
//   node swaps.cjs DRIVER URL [--seed 1] [--count 60] [--verbose]
'use strict';
const { parseArgs } = require('node:util');
const { Database } = require('./database.cjs');
const { Driver, empty } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');
const { Random } = require('./random.cjs');
const { snapshot } = require('./snapshot.cjs');

// Indexes have a name of their own, or one that is derived.
const placeOf = (one) => ('custom' in one ? { custom: one.custom } : 'schema' in one ? { name: one.name, schema: one.schema } : { name: one.name });

// Two or three take the places of the next of them; a table's sequences and so on follow by themselves.
function rotate(random, list) {
  const some = random.some(list, 2, 3);
  if (some.length < 2) return false;
  const places = some.map(placeOf);
  some.forEach((one, at) => Object.assign(one, places[(at + 1) % some.length]));
  return true;
}

// One goes, and another takes its place.
function take(db, { list, drop }, table) {
  const [gone, other] = db.random.some((table ? list(table) : list(db)).filter((one) => !one.existing && !one.isExisting), 2, 2);
  if (!other || gone.columns?.includes(other)) return false;
  const place = placeOf(gone);
  drop(db, gone, table);
  if (!(table ? list(table) : list(db)).includes(other)) return false;
  Object.assign(other, place);
  return true;
}

const remove = (list, one) => list.splice(list.indexOf(one), 1);
const takers = [
  { list: (db) => db.schemas, drop: (db, one) => {
    const taken = new Set(db.relations().filter((other) => !other.schema).map((other) => other.name));
    for (const other of db.relations()) if (other.schema === one && !taken.has(other.name)) other.schema = null;
    for (const other of db.tables.filter((table) => table.schema === one)) db.dropTable(other);
    for (const kind of ['enums', 'sequences', 'views']) {
      const drop = kind === 'enums' ? db.dropEnum : kind === 'views' ? db.dropView : (other) => remove(db[kind], other);
      for (const other of db[kind].filter((made) => made.schema === one)) drop.call(db, other);
    }
    remove(db.schemas, one);
  } },
  { list: (db) => db.enums, drop: (db, one) => db.dropEnum(one) },
  { list: (db) => db.sequences, drop: (db, one) => remove(db.sequences, one) },
  { list: (db) => db.views, drop: (db, one) => db.dropView(one) },
  { list: (db) => db.tables, drop: (db, one) => db.dropTable(one) },
];
const partTakers = [
  { list: (table) => table.columns, drop: (db, one, table) => db.dropColumn(table, one) },
  { list: (table) => table.policies, drop: (db, one, table) => remove(table.policies, one) },
  { list: (table) => table.indexes.filter((index) => index.custom), drop: (db, one, table) => remove(table.indexes, one) },
  { list: (table) => table.checks, drop: (db, one, table) => remove(table.checks, one) },
];

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
  ['index', (table) => table.indexes.filter((one) => one.custom)],
  ['check', (table) => table.checks],
];

// What every thing is called now.
const namesOf = (db) => new Map([
  ...kinds.flatMap(([kind, list, name]) => list(db).map((one) => [one, { kind, name: name(one) }])),
  ...db.tables.flatMap((table) => parts.flatMap(([kind, list]) => list(table).map((one) => [one, { kind, table, name: one.name ?? one.custom }]))),
]);

// Hints name old things under the new names of their schemas and tables.
function hintsBetween(before, after, schemas) {
  const hints = [];
  for (const [one, { kind, name, table }] of before) {
    if (!after.has(one)) continue;
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
  if (random.chance(0.4)) {
    const table = db.tables.length && random.chance(0.5) && random.pick(db.tables);
    if (take(db, random.pick(table ? partTakers : takers), table)) done.push('taken');
  }
  const after = snapshot(db, '00000000-0000-4000-8000-000000000002');
  // What goes while its name stays is called so meanwhile.
  const meanwhile = (old) => (db.schemas.some(({ name }) => name === old) ? `${old}_sluice_swap` : old);
  const schemas = new Map(oldSchemas.map(([one, name]) => [name, db.schemas.includes(one) ? one.name : meanwhile(name)]));
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
