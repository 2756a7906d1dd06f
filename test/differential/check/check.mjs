// sluice check beside drizzle-kit check, and sluice up beside drizzle-kit up, on snapshots that were changed at random: both
// have to call the same files damaged, old or colliding, and to write the same bytes.
//   node test/differential/check/check.mjs SLUICE [--count 400] [--seed 1] [--keep]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: 'string', default: '400' }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean' } },
});
const sluice = positionals[0];
const count = Number(options.count);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const kit = join(root, 'node_modules/drizzle-kit/bin.cjs');
const work = mkdtempSync(join(tmpdir(), 'sluice-check-'));

let state = Number(options.seed);
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const pick = (all) => all[random(all.length)];
const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

// A snapshot of version 7 with everything in it, and the same schema as far as versions 5 and 6 could say it.
const newest = JSON.parse(readFileSync(join(root, 'test/unit/snapshot/golden/everything.json'), 'utf8'));

function older(version) {
  const tables = {};
  for (const [key, table] of Object.entries(newest.tables)) {
    const { policies, isRLSEnabled, checkConstraints, ...rest } = structuredClone(table);
    for (const index of Object.values(rest.indexes)) {
      index.columns = index.columns.map((one) => one.expression);
      index.with = Object.fromEntries(Object.entries(index.with ?? {}).map(([name, value]) => [name, String(value)]));
      if (random(2)) delete index.with;
      if (random(2)) delete index.method;
      if (random(2)) delete index.concurrently;
    }
    if (random(3) === 0 && Object.keys(rest.uniqueConstraints).length === 0) delete rest.uniqueConstraints;
    tables[version === '5' && !rest.schema ? rest.name : key] = rest;
  }
  const enums = {};
  for (const [key, one] of Object.entries(newest.enums)) {
    if (version === '6') enums[key] = structuredClone(one);
    else enums[one.name] = { name: one.name, values: Object.fromEntries(one.values.map((value) => [value, value])) };
  }
  return { version, dialect: version === '5' ? 'pg' : 'postgresql', id: '', prevId: '', tables, enums, schemas: {}, _meta: { schemas: {}, tables: {}, columns: {} } };
}

// Every object and array in a value, with what it is called.
function containers(value, into = []) {
  if (value === null || typeof value !== 'object') return into;
  into.push(value);
  for (const one of Object.values(value)) containers(one, into);
  return into;
}

const others = [null, 0, 1.5, '', 'text', true, [], {}, ['text'], [1], { text: 'text' }, { 7: {} }];
const names = ['name', 'schema', 'columns', 'type', 'default', 'with', 'where', 'values', 'as', 'for', 'identity', 'internal', 'unheardOf'];

// At most a few changes; often none.
function mutate(snapshot) {
  for (let left = random(3); left > 0; left--) {
    const at = pick(containers(snapshot));
    const keys = Object.keys(at);
    const key = keys.length > 0 ? pick(keys) : 'none';
    const protect = at === snapshot && ['id', 'prevId', 'version'].includes(key);
    switch (random(5)) {
      case 0: if (!protect) Array.isArray(at) ? at.splice(Number(key), 1) : delete at[key]; break;
      case 1: if (!protect) at[key] = structuredClone(pick(others)); break;
      case 2: Array.isArray(at) ? at.push(structuredClone(pick(others))) : (at[pick(names)] = structuredClone(pick(others))); break;
      case 3: if (!protect && keys.length > 1) at[key] = structuredClone(at[pick(keys)]); break;
      default: // the order of keys
        if (!Array.isArray(at)) for (const one of keys) if (random(2)) { const value = at[one]; delete at[one]; at[one] = value; }
    }
  }
  return snapshot;
}

const dryJournal = (entries) => JSON.stringify({ version: '7', dialect: 'postgresql', entries }, null, 2);

function project(name) {
  const folder = join(work, name);
  mkdirSync(join(folder, 'drizzle/meta'), { recursive: true });
  writeFileSync(join(folder, 'drizzle.config.json'), JSON.stringify({ dialect: 'postgresql', schema: './schema.ts', out: './drizzle' }));
  return folder;
}

function fill(folder, make) {
  const entries = [];
  for (let i = 0; i < count; i++) {
    const number = String(i).padStart(4, '0');
    const snapshot = make(i);
    snapshot.id ||= uuid(i + 1);
    snapshot.prevId ||= uuid(i);
    writeFileSync(join(folder, `drizzle/meta/${number}_snapshot.json`), JSON.stringify(mutate(snapshot), null, 2));
    writeFileSync(join(folder, `drizzle/${number}_x.sql`), 'SELECT 1;');
    entries.push({ idx: i, version: snapshot.version, when: 1000 + i, tag: `${number}_x`, breakpoints: true });
  }
  writeFileSync(join(folder, 'drizzle/meta/_journal.json'), dryJournal(entries));
}

function run(folder, command, ...rest) {
  const done = spawnSync(command, rest, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (done.error) throw done.error;
  return done;
}

const base = (path) => path.split('/').pop();
const matches = (text, pattern) => new Set([...text.matchAll(pattern)].map((one) => base(one[1])));

function ours(folder) {
  const done = run(folder, sluice, 'check', '--no-schema', '--no-git', '--json');
  const { findings } = JSON.parse(done.stdout);
  const of = (code) => new Set(findings.filter((one) => one.code === code).map((one) => base(one.where.file)));
  return { code: done.status, damaged: of('SNAPSHOT.DAMAGED'), colliding: of('FOLDER.SNAPSHOT_COLLISION'), retimed: findings.filter((one) => /WHEN/.test(one.code)).length };
}

let wrong = 0;
function same(what, folder, a, b) {
  const left = [...a].filter((one) => !b.has(one));
  const right = [...b].filter((one) => !a.has(one));
  if (left.length + right.length === 0) return;
  wrong++;
  console.log(`${what} in ${folder}: drizzle-kit alone: ${left.join(' ') || 'none'}; sluice alone: ${right.join(' ') || 'none'}`);
}

// Version 7: what is malformed.
const latest = project('latest');
fill(latest, () => structuredClone(newest));
const theirs = run(latest, process.execPath, kit, 'check');
const found = ours(latest);
const malformed = matches(theirs.stdout, /(\S+) data is malformed/g);
same('damaged', latest, malformed, found.damaged);
console.log(`version 7: ${malformed.size} of ${count} are damaged`);

// Versions 5 and 6: drizzle-kit names those that are whole, and stops there.
for (const version of ['5', '6']) {
  const old = project(`version ${version}`);
  fill(old, () => older(version));
  const whole = matches(run(old, process.execPath, kit, 'check').stdout, /(\S+) is not of the latest version/g);
  const damaged = ours(old).damaged;
  const all = new Set(readdirSync(join(old, 'drizzle/meta')).filter((one) => !one.startsWith('_')));
  same('damaged', old, new Set([...all].filter((one) => !whole.has(one))), damaged);
  console.log(`version ${version}: ${damaged.size} of ${count} are damaged`);

  // drizzle-kit up passes over what is damaged; sluice up refuses it, and changes nothing.
  if (damaged.size > 0) {
    const before = readFileSync(join(old, 'drizzle/meta', [...whole][0]), 'utf8');
    const refused = run(old, sluice, 'up');
    if (refused.status !== 3 || readFileSync(join(old, 'drizzle/meta', [...whole][0]), 'utf8') !== before) {
      wrong++;
      console.log(`sluice up in ${old} has not refused: ${refused.stderr}`);
    }
  }
  for (const one of damaged) rmSync(join(old, 'drizzle/meta', one));
  const copy = `${old} by drizzle-kit`;
  cpSync(old, copy, { recursive: true });
  run(copy, process.execPath, kit, 'up');
  const done = run(old, sluice, 'up');
  if (done.status !== 0) { wrong++; console.log(`sluice up in ${old}: ${done.stderr}`); }
  for (const one of whole) {
    const [us, them] = [old, copy].map((folder) => readFileSync(join(folder, 'drizzle/meta', one), 'utf8'));
    if (us === them) continue;
    wrong++;
    console.log(`up: ${join(old, 'drizzle/meta', one)} is not ${join(copy, 'drizzle/meta', one)}`);
  }
  if (run(old, process.execPath, kit, 'check').status !== 0 && ours(old).colliding.size === 0) {
    wrong++;
    console.log(`drizzle-kit check finds something in ${old} after sluice up`);
  }
}

// Whole folders: collisions, times, and the exit code, each folder by itself.
for (let i = 0; i < 12; i++) {
  const folder = project(`folder ${i}`);
  const entries = [];
  const size = 2 + random(6);
  for (let n = 0; n < size; n++) {
    const number = String(n).padStart(4, '0');
    const snapshot = { ...structuredClone(newest), id: uuid(n + 1), prevId: uuid(random(4) === 0 ? random(n + 1) : n) };
    writeFileSync(join(folder, `drizzle/meta/${number}_snapshot.json`), JSON.stringify(snapshot, null, 2));
    writeFileSync(join(folder, `drizzle/${number}_x.sql`), 'SELECT 1;');
    entries.push({ idx: n, version: '7', when: 1000 + (random(4) === 0 ? random(n + 1) : n), tag: `${number}_x`, breakpoints: true });
  }
  writeFileSync(join(folder, 'drizzle/meta/_journal.json'), dryJournal(entries));
  const they = run(folder, process.execPath, kit, 'check');
  const we = ours(folder);
  const groups = [...they.stdout.matchAll(/\[(.*?)\] are pointing to a parent snapshot/g)].map((one) => one[1].split(', '));
  // Of each group all but the first are findings of ours.
  same('colliding', folder, new Set(groups.flatMap((one) => one.slice(1)).map(base)), we.colliding);
  const warned = [...they.stderr.matchAll(/^Warning: .*its timestamp is not greater/gm)].length;
  if (warned !== we.retimed || (they.status !== 0) !== (we.code !== 0)) {
    wrong++;
    console.log(`${folder}: drizzle-kit ends with ${they.status} and warns ${warned} times; sluice ${we.code}, ${we.retimed}`);
  }
}

if (!options.keep && wrong === 0) rmSync(work, { recursive: true });
process.exit(wrong === 0 ? 0 : 1);
