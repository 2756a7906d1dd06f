// A database of its own, and the programs that push to it.
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeProject } from '../generate/typescript.mjs';

const require = createRequire(import.meta.url);
const { Client } = require('pg');
const { catalog } = require('../diff/catalog.cjs');
const kit = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');

// Tables that linked policies stand on.
const shim = 'create schema auth; create table auth.users (id int); create table auth.sessions (id int);';
const dropRoles = `do $$ declare one text; begin
  for one in select quote_ident(rolname) from pg_roles where oid >= 16384 loop execute 'drop role ' || one; end loop; end $$`;

/** The project's files, with all of its schemas and roles in scope. */
export function write(project, folder) {
  writeProject(project, folder);
  const file = join(folder, 'drizzle.config.ts');
  const schemaFilter = ['public', ...project.schemas.map((one) => one.name)];
  const include = project.roles.filter((one) => !one.existing).map((one) => one.name);
  const more = { schemaFilter, ...(include.length ? { entities: { roles: { include } } } : {}), dbCredentials: { url: 'URL' } };
  const text = readFileSync(file, 'utf8').replace(/defineConfig\((.*)\);/s, (_, json) => `defineConfig(${JSON.stringify({ ...JSON.parse(json), ...more }, null, 2)});`);
  writeFileSync(file, text.replace('"URL"', 'process.env.DATABASE_URL!'));
}

/** Makes a folder in which schema files find drizzle-orm. */
export function linkPackages(work) {
  mkdirSync(work, { recursive: true });
  const packages = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules');
  if (!lstatSync(join(work, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(packages, join(work, 'node_modules'));
}

export async function majorOf(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query('show server_version_num');
  await client.end();
  return Math.floor(Number(rows[0].server_version_num) / 10000);
}

export function differences(ours, afresh) {
  return [...ours.filter((line) => !afresh.includes(line)).map((line) => `- ${line}`), ...afresh.filter((line) => !ours.includes(line)).map((line) => `+ ${line}`)];
}

export class Place {
  static made = 0;

  /** Roles belong to the whole server: who makes some is alone with it, as in ../diff/judge.cjs. */
  static async alone(url, work) {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('select pg_advisory_lock(7385)');
    try {
      return await work();
    } finally {
      await client.end();
    }
  }

  /** An empty database, with the roles that the projects say exist. */
  static async make(url, projects) {
    const place = new Place();
    place.main = new Client({ connectionString: url });
    await place.main.connect();
    place.name = `push_${process.pid}_${++Place.made}`;
    await place.main.query(`create database ${place.name} template template0`);
    place.url = url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${place.name}`);
    place.client = new Client({ connectionString: place.url });
    await place.client.connect();
    await place.client.query(shim);
    for (const role of new Set(projects.flatMap((one) => one.roles.filter((each) => each.existing).map((each) => each.name)))) {
      await place.client.query(`do $$ begin create role "${role}"; exception when duplicate_object then null; end $$`);
    }
    return place;
  }

  /** Runs SQL; gives the SQLSTATE where PostgreSQL refuses it. */
  async build(statements) {
    for (const one of statements) {
      try {
        await this.client.query(one);
      } catch (error) {
        // Another database of this server has made it.
        if (error.code === '42710' && /^create role/i.test(one.trim())) continue;
        return error.code;
      }
    }
  }

  async catalog() {
    await this.client.query('begin');
    const lines = await catalog(this.client);
    await this.client.query('rollback');
    return lines.filter((line) => !/\brole\b/.test(line));
  }

  async drop() {
    await this.client.end();
    await this.main.query(`drop database ${this.name} with (force)`);
    await this.main.query(dropRoles).catch(() => {});
    await this.main.end();
  }
}

export class Tools {
  constructor(sluice) {
    this.sluice = sluice;
  }

  /** The document of `sluice push`. */
  push(folder, url, answers = []) {
    const done = spawnSync(this.sluice, ['push', '--url', url, '--yes', '--no-renames', '--json', ...answers], { cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, CI: 'true' } });
    try {
      return JSON.parse(done.stdout);
    } catch {
      throw new Error(`sluice push: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
    }
  }

  expectUnchanged(folder, url, what) {
    const again = this.push(folder, url);
    if (again.status !== 'unchanged') throw new Error(`${what}: ${JSON.stringify(again, null, 1)}`);
  }

  /** What generate() below wrote beside its statements. */
  snapshot(folder) {
    const file = join(folder, 'afresh', 'meta', '0000_snapshot.json');
    return lstatSync(file, { throwIfNoEntry: false }) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  }

  /** The statements of a migration from nothing. */
  generate(folder) {
    const out = join(folder, 'afresh');
    rmSync(out, { recursive: true, force: true });
    const done = spawnSync(this.sluice, ['generate', '--out', 'afresh', '--no-verify', '--no-renames'], { cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, CI: 'true', DATABASE_URL: '' } });
    if (done.status !== 0) throw new Error(`sluice generate: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
    if (!lstatSync(out, { throwIfNoEntry: false })) return [];
    const files = readdirSync(out, { withFileTypes: true }).filter((one) => one.name.endsWith('.sql'));
    return files.map((one) => one.name).sort().flatMap((name) => readFileSync(join(out, name), 'utf8').split(/--> statement-breakpoint\n|;\n(?=\S)/)).filter((one) => one.trim());
  }

  /** What `drizzle-kit push` would run, or (`really`) did: {statements, failed}. Renames are never answered: there is no terminal. */
  kitPush(folder, url) {
    const done = spawnSync(process.execPath, [kit, 'push', '--verbose', '--force'], { cwd: folder, encoding: 'utf8', timeout: 120_000, env: { ...process.env, CI: 'true', DATABASE_URL: url } });
    const said = `${done.stdout}\n${done.stderr}`.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, '');
    if (/No changes detected/.test(said)) return { statements: [] };
    const failed = /Changes applied/.test(said) ? undefined : (/^\s*((?:\w*[Ee]rror): .*)$/m.exec(said)?.[1] ?? said.trim().slice(-500));
    const begin = said.indexOf('You are about to execute current statements:');
    if (begin < 0) return { statements: [], failed };
    const list = said.slice(begin).replace(/^.*\n/, '').split(/\n\s*(?:\[✓\]|\w*[Ee]rror: )/)[0];
    return { statements: list.split(/;\s*(?:\n|$)|\n(?=[A-Z]+ [A-Z])/).map((one) => one.trim()).filter(Boolean), failed };
  }
}
