// What the statements of generated plans do on PostgreSQL, beside what their hazards say: locks, files written anew,
// tables read whole. The kinds of statements one by one are test/pg/ddl.
//   node hazards.cjs DRIVER postgresql://… [--seed 1] [--count 200] [--mode plain|renames|…|all] [--verbose]
'use strict';
const { parseArgs } = require('node:util');
const { Client } = require('pg');
const { Driver, empty } = require('./driver.cjs');
const { changesRoles, rolesLock } = require('./judge.cjs');
const { modes, pair } = require('./pairs.cjs');

const shim = `create schema auth; create table auth.users (id int); create table auth.sessions (id int);`;
const clean = `do $$ declare one text; begin
  for one in select quote_ident(rolname) from pg_roles where oid >= 16384 loop
    execute 'drop owned by ' || one || ' cascade; drop role ' || one;
  end loop;
end $$`;
const strengths = ['SHARE UPDATE EXCLUSIVE', 'SHARE', 'SHARE ROW EXCLUSIVE', 'EXCLUSIVE', 'ACCESS EXCLUSIVE'];
const nameOfMode = (mode) => mode.replace(/Lock$/, '').replace(/([a-z])([A-Z])/g, '$1 $2').toUpperCase();
// `part`: indexes, and sequences that columns own.
const relations = `select c.oid, n.nspname || '.' || c.relname as name, case when c.relkind in ('S', 'i') then 0 else c.relfilenode end as file,
    c.relkind = 'i' or c.relkind = 'S' and exists (
      select from pg_depend d where d.objid = c.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')) as part
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'v', 'm', 'S', 'i')`;

class Meter {
  constructor(client) {
    this.client = client;
  }
  async rows(sql) {
    return (await this.client.query(sql)).rows;
  }
  async start() {
    this.known = new Map((await this.rows(relations)).map((one) => [one.oid, one]));
  }
  // Locks on parts go with those on their tables, but for statements on a part alone.
  async measure(sql, claims) {
    const lines = new Set();
    const scans = async () => new Map((await this.rows('select relid, seq_scan from pg_stat_xact_user_tables')).map((one) => [one.relid, Number(one.seq_scan)]));
    await this.client.query('begin');
    const before = await scans();
    await this.client.query(sql);
    const strongest = new Map();
    for (const { relation, mode } of await this.rows(`select relation, mode from pg_locks where pid = pg_backend_pid() and relation is not null and granted`)) {
      const strength = strengths.indexOf(nameOfMode(mode));
      if (this.known.has(relation)) strongest.set(relation, Math.max(strength, strongest.get(relation) ?? -1));
    }
    for (const [oid, strength] of strongest) {
      const line = `${this.known.get(oid).name} ${strengths[strength]}`;
      if (strength >= 0 && (!this.known.get(oid).part || claims.has(line))) lines.add(line);
    }
    const now = new Map((await this.rows(relations)).map((one) => [one.oid, one]));
    for (const [oid, old] of this.known) if (now.has(oid) && now.get(oid).file !== old.file) lines.add(`${old.name} rewritten`);
    for (const [oid, times] of await scans()) {
      const name = this.known.get(oid)?.name;
      if (name && times > (before.get(oid) ?? 0) && !lines.has(`${name} rewritten`)) lines.add(`${name} scanned`);
    }
    await this.client.query('commit');
    for (const oid of this.known.keys()) now.has(oid) ? this.known.set(oid, now.get(oid)) : this.known.delete(oid);
    return lines;
  }
}

function claimed(hazards) {
  const lines = new Set();
  const strongest = new Map();
  const unsure = new Set();
  for (const { kind, on, lock, certain } of hazards) {
    if (lock) strongest.set(on, Math.max(strengths.indexOf(lock), strongest.get(on) ?? -1));
    else if (!certain) unsure.add(on);
    else if (kind === 'rewrite') lines.add(`${on} rewritten`);
    else if (kind === 'scan') lines.add(`${on} scanned`);
  }
  for (const line of [...lines]) if (lines.has(line.replace('scanned', 'rewritten')) && line.endsWith('scanned')) lines.delete(line);
  for (const [on, strength] of strongest) lines.add(`${on} ${strengths[strength]}`);
  return { lines, unsure };
}

// Whether it may be either: conditions that only a server knows, the planner's choices.
const isOpen = (line, unsure, sql) => /(scanned|rewritten)$/.test(line)
  && (unsure.has(line.replace(/ \w+$/, '')) || /FOREIGN KEY|MATERIALIZED VIEW/.test(sql));

async function examine(driver, server, client, made, complain) {
  const plan = await driver.diff(made.before, made.after, made.renames, false, made.further, true);
  const build = await driver.diff(empty, made.before);
  if (!Array.isArray(plan) || !Array.isArray(build)) return 'no SQL';
  const meter = new Meter(client);
  const alone = changesRoles([build, plan.flat().map((one) => one.sql)]);
  if (alone) await server.query(`select pg_advisory_lock(${rolesLock})`);
  let sql;
  try {
    for (sql of [shim, ...build]) await client.query(sql);
    await meter.start();
    for (const one of plan.flat()) {
      sql = one.sql;
      if (/CONCURRENTLY/.test(sql)) {
        await client.query(sql);
        continue;
      }
      const { lines, unsure } = claimed(one.hazards);
      const real = await meter.measure(sql, lines);
      const wrong = [...[...lines].filter((line) => !real.has(line)).map((line) => `claimed, not so: ${line}`),
        ...[...real].filter((line) => !lines.has(line)).map((line) => `so, not claimed: ${line}`)].filter((line) => !isOpen(line.replace(/^.*: /, ''), unsure, sql));
      meter.count = (meter.count ?? 0) + 1;
      if (wrong.length) complain(sql, wrong);
    }
  } catch (error) {
    await client.query('rollback');
    return { count: meter.count ?? 0, is: 'fails' };
  } finally {
    if (alone) {
      await client.query(clean);
      await server.query(`select pg_advisory_unlock(${rolesLock})`);
    }
  }
  return { count: meter.count ?? 0, is: 'whole' };
}

async function main() {
  const { values, positionals: [program, url] } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' }, count: { type: 'string', default: '200' },
      mode: { type: 'string', default: 'all' }, verbose: { type: 'boolean', default: false } } });
  const driver = new Driver(program);
  const server = new Client({ connectionString: url });
  await server.connect();
  const name = `hazards_${process.pid}`;
  const chosen = values.mode === 'all' ? modes : [values.mode];
  const classes = new Map();
  let statements = 0;
  let whole = 0;
  for (let i = 0; i < Number(values.count); i++) {
    const made = await pair(Number(values.seed) + i, chosen[i % chosen.length]);
    await server.query(`create database ${name} template template0`);
    const client = new Client({ connectionString: url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`) });
    await client.connect();
    const found = await examine(driver, server, client, made, (sql, wrong) => {
      const kind = `${sql.replace(/"[^"]*"(\."[^"]*")?/g, '…').replace(/\s+/g, ' ').slice(0, 60)}: ${wrong.map((line) => line.replace(/: \S+ /, ': ')).join('; ')}`;
      if (!classes.has(kind)) classes.set(kind, []);
      classes.get(kind).push(`seed ${made.seed} (${made.mode}): ${sql}\n  ${wrong.join('\n  ')}`);
    });
    statements += found.count ?? 0;
    whole += found.is === 'whole' ? 1 : 0;
    await client.end();
    await server.query(`drop database ${name}`);
  }
  driver.close();
  await server.end();
  for (const [kind, all] of [...classes].sort((a, b) => b[1].length - a[1].length)) {
    console.log(`${all.length}\t${kind}\n${(values.verbose ? all : all.slice(0, 1)).join('\n')}\n`);
  }
  console.log(`${statements} statements of ${values.count} plans (${whole} of them to the end), ${classes.size} kinds of wrong claims`);
  process.exitCode = classes.size ? 1 : 0;
}

main();
