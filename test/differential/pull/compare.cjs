// What sluice writes of a database, against drizzle-kit pull: the same bytes wherever drizzle-kit's files compile and
// generate finds nothing to do; and always files of which that is true.
//   node compare.cjs --diff DIFF_DRIVER --pull PULL_DRIVER --sluice SLUICE --url URL --work FOLDER [--seed 1] [--count 20] [--tame | --odd] [--keep] [--verbose]
// --tame: without the names and types that drizzle-kit never writes rightly.
// --odd: the databases of odd.cjs, which are to be said rightly by sluice and wrongly by drizzle-kit.
'use strict';
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { Client } = require('pg');
const { compile } = require('./compile.cjs');
const { correct } = require('./correct.cjs');
const { Driver: Differ, empty } = require('../diff/driver.cjs');
const { Driver } = require('./driver.cjs');
const kit = require('./kit.cjs');
const { odd } = require('./odd.cjs');
const { rolesLock } = require('../diff/judge.cjs');
const { Random } = require('../diff/random.cjs');
const { snapshot } = require('../diff/snapshot.cjs');

const { values: options } = parseArgs({
  options: { diff: { type: 'string' }, pull: { type: 'string' }, sluice: { type: 'string' }, url: { type: 'string' }, work: { type: 'string' },
    seed: { type: 'string', default: '1' }, count: { type: 'string', default: '20' }, odd: { type: 'boolean', default: false }, keep: { type: 'boolean', default: false }, tame: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } } });
if (options.tame) {
  const { types, words } = require('../diff/vocabulary.cjs');
  const without = (list, is) => list.splice(0, list.length, ...list.filter((one) => !is(one)));
  without(words, (one) => ['2', 'Mixed Case'].includes(one));
  without(types, ({ type }) => /^(bytea|bit|point|integer\[\]\[\]|varchar\(20\)\[\])/.test(type));
  for (const one of types) without(one.defaults, (value) => value === "''");
}
const { Database } = require('../diff/database.cjs');

const sluice = path.resolve(options.sluice);
const work = path.resolve(options.work);
const shim = 'create schema auth; create table auth.users (id int primary key); create table auth.sessions (id int);';

// The database that the statements make, as drizzle-kit's pull reads it.
async function read(main, statements, roles, schemas) {
  const name = `pull_${process.pid}`;
  await main.query(`create database ${name} template template0`);
  const client = new Client({ connectionString: options.url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`) });
  await client.connect();
  let made = [];
  // Roles are the whole server's.
  await main.query(`select pg_advisory_lock(${rolesLock})`);
  try {
    made = statements.flatMap((one) => [...one.matchAll(/^\s*create role ("[^"]+"|\w+)/gi)].map(([, role]) => role));
    for (const role of made) await main.query(`drop role if exists ${role}`);
    for (const one of statements) await client.query(one);
    const all = (await client.query("select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$|auth$)' order by 1")).rows.map((row) => row.nspname);
    const found = await kit.readDatabase(client, schemas ?? all, roles ? { roles: { include: made.map((role) => role.replaceAll('"', '')) } } : undefined);
    await correct(client, found);
    return found;
  } finally {
    await client.end();
    await main.query(`drop database ${name} with (force)`);
    for (const role of made) await main.query(`drop role if exists ${role}`);
    await main.query(`select pg_advisory_unlock(${rolesLock})`);
  }
}

function write(folder, files, snapshotText) {
  fs.mkdirSync(path.join(folder, 'drizzle/meta'), { recursive: true });
  fs.writeFileSync(path.join(folder, 'schema.ts'), files.schema);
  fs.writeFileSync(path.join(folder, 'relations.ts'), files.relations);
  fs.writeFileSync(path.join(folder, 'drizzle.config.json'), JSON.stringify({ dialect: 'postgresql', schema: './schema.ts', out: './drizzle', ...(/pgRole/.test(files.schema) ? { entities: { roles: true } } : {}) }));
  fs.writeFileSync(path.join(folder, 'drizzle/meta/0000_snapshot.json'), snapshotText);
  fs.writeFileSync(path.join(folder, 'drizzle/0000_first.sql'), '-- nothing');
  fs.writeFileSync(path.join(folder, 'drizzle/meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql',
    entries: [{ idx: 0, version: '7', when: 1700000000000, tag: '0000_first', breakpoints: true }] }, null, 2));
}

// What sluice generate would write, if anything.
function generated(folder) {
  const done = spawnSync(sluice, ['generate', '--config', 'drizzle.config.json'], { cwd: folder, encoding: 'utf8', env: { ...process.env, CI: 'true' } });
  const made = fs.readdirSync(path.join(folder, 'drizzle')).filter((one) => /^0001.*sql$/.test(one));
  if (done.status !== 0) return `${done.stdout}${done.stderr}`;
  return made.length ? fs.readFileSync(path.join(folder, 'drizzle', made[0]), 'utf8') : undefined;
}

// What compiles, regenerates and still says something else.
function mistaken({ tables, views }) {
  if (Object.values(views).some((view) => Object.values(view.columns).some((column) => column.type.endsWith('[]')))) return 'columns of views are no arrays';
  const keys = Object.values(tables).flatMap((table) => Object.values(table.foreignKeys));
  return keys.some((key) => key.columnsFrom.length > 1) ? 'relations have one column of a foreign key' : undefined;
}

function firstDifference(ours, theirs) {
  const [a, b] = [ours.split('\n'), theirs.split('\n')];
  const at = a.findIndex((line, i) => line !== b[i]);
  return at < 0 && a.length === b.length ? undefined : `sluice      ${a[at] ?? ''}\n    drizzle-kit ${b[at] ?? ''}`;
}

// Of the queries that drizzle-kit asks at once, the first that fails is reported.
process.on('unhandledRejection', () => {});

async function main() {
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  fs.symlinkSync(path.resolve(__dirname, '../../../node_modules'), path.join(work, 'node_modules'));
  const main = new Client({ connectionString: options.url });
  await main.connect();
  const [differ, driver] = [new Differ(options.diff), new Driver(options.pull)];
  const cases = [];
  const take = async (name, statements, roles, extra = {}) => {
    const found = await read(main, statements, roles, extra.schemas);
    const { internal, ...snapshotOnly } = found;
    for (const casing of ['camel', 'preserve']) {
      const folder = path.join(work, `${name}-${casing}`);
      const [ours, theirs] = [await driver.ask({ snapshot: snapshotOnly, casing }), kit.writeFiles(structuredClone(found), casing)];
      write(path.join(folder, 'sluice'), ours, JSON.stringify(snapshotOnly, null, 2));
      const equal = ours.schema === theirs.schema && ours.relations === theirs.relations;
      if (!equal && !theirs.crash) write(path.join(folder, 'kit'), theirs, JSON.stringify(snapshotOnly, null, 2));
      cases.push({ name: `${name} (${casing})`, folder, equal, ours, theirs, mistake: mistaken(found), ...extra });
    }
  };
  if (options.odd) {
    for (const one of odd) await take(one.name.replaceAll(/\W+/g, '-'), one.sql, one.roles, { is: one.is ?? 'wrong', only: one.casing, schemas: one.schemas });
  } else {
    for (let seed = Number(options.seed); seed < Number(options.seed) + Number(options.count); seed++) {
      const made = snapshot(new Database(new Random(seed)), '00000000-0000-4000-8000-000000000001');
      const statements = await differ.diff(empty, made);
      if (!Array.isArray(statements)) continue;
      try {
        await take(`seed-${seed}`, [shim, ...statements], seed % 2 === 0);
      } catch (error) {
        if (!error.code) throw error; // names that are one when they are cut can't be built
      }
    }
  }
  const errors = compile(cases.flatMap(({ folder, equal, theirs }) => [path.join(folder, 'sluice'), ...(equal || theirs.crash ? [] : [path.join(folder, 'kit')])]));
  const judge = (folder) => errors.get(folder) ?? generated(folder);
  const count = { equal: 0, 'drizzle-kit wrong': 0 };
  let failed = 0;
  for (const { name, folder, equal, ours, theirs, mistake, is, only } of cases) {
    const why = judge(path.join(folder, 'sluice'));
    const fails = (text) => {
      failed++;
      console.log(`${name}: ${text}\n    ${folder}\n`);
    };
    if (why) {
      fails(`sluice's files are wrong: ${why}`);
    } else if (equal) {
      count.equal++;
      if (is === 'wrong' && (!only || name.includes(`(${only})`))) fails("drizzle-kit's files are right");
    } else {
      const theirFault = theirs.crash ?? judge(path.join(folder, 'kit')) ?? mistake;
      const where = theirs.crash ? '' : firstDifference(ours.schema, theirs.schema) ?? firstDifference(ours.relations, theirs.relations);
      if (theirFault && options.verbose) console.log(`${name}: drizzle-kit: ${theirFault}\n    ${where}\n`);
      if (theirFault) count['drizzle-kit wrong']++;
      else fails(`drizzle-kit's files are right, and others:\n    ${where}`);
    }
  }
  if (!options.keep && !failed) fs.rmSync(work, { recursive: true });
  console.log(`${cases.length} times: ${count.equal} equal, ${count['drizzle-kit wrong']} where drizzle-kit is wrong, ${failed} failed`);
  differ.close();
  driver.close();
  await main.end();
  process.exitCode = failed || !cases.length ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
