// Round trips through a live database that are always true.
//   node roundtrip.mjs --diff DIFF_DRIVER --sluice SLUICE --url URL --work FOLDER [--databases 20] [--projects 10] [--examples] [--seed 1] [--keep]
// databases: a generated database is pulled. TypeScript takes the files, generate finds nothing to do; the SQL of --format sql
//   and the first migration of --init each make a database that pg_dump says the same of.
// projects: schema source → generate → migrate → pull → generate: nothing to do.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Random as ProjectRandom } from '../generate/random.mjs';
import { SchemaMaker } from '../generate/schema.mjs';
import { writeProject } from '../generate/typescript.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { catalog } = require('../diff/catalog.cjs');
const { compile } = require('./compile.cjs');
const { Database } = require('../diff/database.cjs');
const { Driver, empty } = require('../diff/driver.cjs');
const { dump, programFor } = require('../diff/dump.cjs');
const { rolesLock } = require('../diff/judge.cjs');
const { Random } = require('../diff/random.cjs');
const { snapshot } = require('../diff/snapshot.cjs');

const { values: options } = parseArgs({
  options: { diff: { type: 'string' }, sluice: { type: 'string' }, url: { type: 'string' }, work: { type: 'string' }, databases: { type: 'string', default: '0' },
    projects: { type: 'string', default: '0' }, examples: { type: 'boolean', default: false }, seed: { type: 'string', default: '1' }, keep: { type: 'boolean', default: false } } });
const sluice = resolve(options.sluice);
const work = resolve(options.work);
const source = join(dirname(fileURLToPath(import.meta.url)), '../../..');

const main = new Client({ connectionString: options.url });
await main.connect();
const major = Math.floor((await main.query('show server_version_num')).rows[0].server_version_num / 10000);
const pgDump = programFor(major);
const urlOf = (name) => options.url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
const made = [];
let serial = 0;

/** Where there is no pg_dump for the server: what the judge of differential/diff goes by. */
async function byCatalog(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    return (await catalog(client)).filter((one) => !/^role |\b(drizzle|sluice)(\.|$)/.test(one));
  } finally {
    await client.end();
  }
}

/** An empty database: its URL. */
async function fresh() {
  const name = `round_${process.pid}_${++serial}`;
  await main.query(`create database ${name} template template0`);
  made.push(name);
  return urlOf(name);
}
async function dropAll() {
  for (const name of made.splice(0)) await main.query(`drop database ${name} with (force)`);
}
async function load(url, statements) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const one of statements) await client.query(one);
  } finally {
    await client.end();
  }
}

/** Runs sluice; gives standard output, throws with what it said where it fails. */
function run(folder, ...args) {
  const done = spawnSync(sluice, args, { cwd: folder, encoding: 'utf8', timeout: 120_000, env: { PATH: process.env.PATH, HOME: folder, CI: 'true' } });
  if (done.status !== 0) throw new Error(`sluice ${args.join(' ')}: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}
const sqlFiles = (folder) => readdirSync(folder).filter((one) => one.endsWith('.sql'));

function expectNothing(folder, migrations) {
  const before = sqlFiles(migrations).length;
  run(folder, 'generate');
  const all = sqlFiles(migrations);
  if (all.length > before) throw new Error(`generate finds changes:\n${readFileSync(join(migrations, all.at(-1)), 'utf8')}`);
}

/** pull writes into `folder`/drizzle; and generate there has nothing to do. */
function pull(folder, url, schemas, ...flags) {
  mkdirSync(folder, { recursive: true });
  const config = { dialect: 'postgresql', schema: './drizzle/schema.ts', out: './drizzle', schemaFilter: schemas, dbCredentials: { url } };
  writeFileSync(join(folder, 'drizzle.config.json'), JSON.stringify(config));
  run(folder, 'pull', '--config', 'drizzle.config.json', ...flags);
  expectNothing(folder, join(folder, 'drizzle'));
}

function same(what, a, b) {
  const lines = [...a.filter((one) => !b.includes(one)).map((one) => `- ${one}`), ...b.filter((one) => !a.includes(one)).map((one) => `+ ${one}`)];
  if (lines.length) throw new Error(`${what} makes another database:\n${lines.join('\n')}`);
}
// Without the schemas that sluice keeps its books in.
const books = (one) => /; Type: [^;]*; Schema: (drizzle|sluice);|^(drizzle|sluice); Type: SCHEMA/.test(one);
// Settings of the session stand behind whatever object comes before those that need them.
const dumped = async (url) => (pgDump ? byDump : byCatalog)(url);
const byDump = async (url) => (await dump(pgDump, url)).filter((one) => !books(one)).map((one) => one.replace(/^SET default_\w+ = .*;\n*/gm, '').trimEnd()).sort();

// The server has no extension of that name.
function withoutVectors(file) {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.split('\n').filter((line) => !/\bvector\b|vector_\w+_ops/.test(line)).join('\n'));
}

async function schemasOf(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query("select nspname from pg_namespace where nspname !~ '^(pg_|information_schema$|drizzle$|sluice)'")).rows.map((row) => row.nspname);
  } finally {
    await client.end();
  }
}

async function tryDatabase(statements, schemas, folder) {
  const url = await fresh();
  try {
    await load(url, statements);
  } catch (error) {
    return error.code ? 'unbuilt' : Promise.reject(error); // names that are one when they are cut
  }
  const want = await dumped(url);
  pull(join(folder, 'camel'), url, schemas);
  pull(join(folder, 'preserve'), url, schemas, '--introspect-casing', 'preserve');
  const sql = run(join(folder, 'camel'), 'pull', '--format', 'sql');
  const again = await fresh();
  await load(again, [sql]);
  same('pull --format sql', want, await dumped(again));
  pull(join(folder, 'init'), url, schemas, '--init');
  if (!/nothing to apply/.test(spawnSync(sluice, ['migrate'], { cwd: join(folder, 'init'), encoding: 'utf8' }).stderr)) throw new Error('migrate has something to apply after pull --init');
  const migrated = await fresh();
  run(join(folder, 'init'), 'migrate', '--url', migrated);
  same('the first migration', want, await dumped(migrated));
  return 'right';
}

/** Schema source → generate → migrate → pull → generate. */
async function tryProject(folder, roles) {
  const url = await fresh();
  await load(url, roles.map((name) => `create role "${name}"`));
  run(folder, 'generate');
  run(folder, 'migrate', '--url', url);
  pull(`${folder}-pulled`, url, await schemasOf(url));
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
symlinkSync(join(source, 'node_modules'), join(work, 'node_modules'));
const differ = options.diff && new Driver(options.diff);
const first = Number(options.seed);
const count = {};
let failed = 0;
const compiled = [];

async function attempt(name, test) {
  // Roles are the whole server's.
  await main.query(`select pg_advisory_lock(${rolesLock})`);
  const roles = new Set((await main.query('select rolname from pg_roles')).rows.map((row) => row.rolname));
  try {
    const is = (await test(join(work, name))) ?? 'right';
    count[is] = (count[is] ?? 0) + 1;
  } catch (error) {
    failed++;
    console.log(`${name}: ${error.message.slice(0, 4000)}\n    ${join(work, name)}\n`);
  } finally {
    await dropAll();
    for (const { rolname } of (await main.query('select rolname from pg_roles')).rows) {
      if (!roles.has(rolname)) await main.query(`drop role "${rolname}"`);
    }
    await main.query(`select pg_advisory_unlock(${rolesLock})`);
  }
}

for (let seed = first; seed < first + Number(options.databases); seed++) {
  await attempt(`database-${seed}`, async (folder) => {
    const read = snapshot(new Database(new Random(seed)), '00000000-0000-4000-8000-000000000001');
    read.policies = {};
    // What is there already is no schema's.
    for (const [name, view] of Object.entries(read.views)) if (view.isExisting) delete read.views[name];
    const statements = await differ.diff(empty, read);
    if (!Array.isArray(statements)) return 'unbuilt';
    const is = await tryDatabase(statements, ['public', ...Object.keys(read.schemas)], folder);
    if (is === 'right') compiled.push(...['camel', 'preserve', 'init'].map((one) => join(folder, one, 'drizzle')));
    return is;
  });
}
for (let seed = first; seed < first + Number(options.projects); seed++) {
  await attempt(`project-${seed}`, async (folder) => {
    const project = new SchemaMaker(new ProjectRandom(seed), { extensions: false, major }).make();
    writeProject(project, folder);
    await tryProject(folder, project.roles.filter((one) => one.existing).map((one) => one.name));
    compiled.push(join(`${folder}-pulled`, 'drizzle'));
  });
}
if (options.examples) {
  for (const name of ['dashboard', 'media-statistics', 'questions']) {
    await attempt(`example-${name}`, async (folder) => {
      cpSync(join(source, 'examples', name), folder, { recursive: true });
      const url = await fresh();
      if (name === 'media-statistics') withoutVectors(join(folder, 'src/schema.ts'));
      run(folder, 'generate');
      run(folder, 'migrate', '--url', url);
      pull(`${folder}-pulled`, url, await schemasOf(url));
      compiled.push(join(`${folder}-pulled`, 'drizzle'));
    });
  }
}
for (const [folder, why] of compile(compiled)) {
  failed++;
  console.log(`${folder}: ${why}\n`);
}
differ?.close();
await main.end();
if (!options.keep && !failed) rmSync(work, { recursive: true });
console.log(`${Object.entries(count).map(([is, many]) => `${many} ${is}`).join(', ')}, ${failed} failed`);
process.exit(failed || !count.right ? 1 : 0);
