// Random schemas, filled by `sluice seed --generate` in two databases: exactly the rows asked for, nothing that PostgreSQL
// refuses, and the same rows in both. A refusal has to be one that is true: a key without values enough.
//   node generate.mjs SLUICE URL [--seed N] [--count N] [--rows N]
import { execFileSync, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
const { Client } = createRequire(import.meta.url)('pg');

const [program, server, ...rest] = process.argv.slice(2);
const sluice = resolve(program);
const option = (name, otherwise) => {
  const at = rest.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(rest[at + 1]);
};
const first = option('seed', 1), count = option('count', 40), rows = option('rows', 40);

class Random {
  constructor(seed) {
    this.state = seed * 2654435761;
  }
  below(bound) {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  }
  chance(percent) {
    return this.below(100) < percent;
  }
  pick(list) {
    return list[this.below(list.length)];
  }
}

// Name, type, and conditions that hold for some of its values.
const columns = [
  ['email', 'text', (c) => [`${c} ~ '^[^@ ]+@[^@ ]+$'`, `length(${c}) > 5`]],
  ['first_name', 'varchar(40)', (c) => [`length(${c}) >= 2`, `${c} <> ''`]],
  ['title', 'varchar(12)', (c) => [`char_length(${c}) between 3 and 10`]],
  ['code', 'char(6)', () => []],
  ['sku', 'text', (c) => [`${c} ~ '^[A-Z]{2,4}-[0-9]{3,5}$'`, `${c} similar to '[A-Z]+-[0-9]+'`]],
  ['status', 'text', (c) => [`${c} in ('new', 'open', 'done')`, `${c} = any (array['a', 'b'])`]],
  ['mood', 'mood', (c) => [`${c} <> 'sad'`]],
  ['quantity', 'smallint', (c) => [`${c} > 0`, `${c} between 1 and 200`, `${c} % 2 = 0`]],
  ['age', 'integer', (c) => [`${c} >= 18 and ${c} < 100`]],
  ['total', 'bigint', (c) => [`${c} > 1000`]],
  ['price', 'numeric(8,2)', (c) => [`${c} >= 0.01`, `${c} < 500`]],
  ['amount', 'numeric', (c) => [`${c} > 0`]],
  ['ratio', 'real', (c) => [`${c} between 0 and 1`]],
  ['score', 'double precision', (c) => [`${c} > -5`]],
  ['enabled', 'boolean', () => []],
  ['token', 'uuid', () => []],
  ['born', 'date', (c) => [`${c} < '2010-01-01'`, `${c} <= current_date`]],
  ['created_at', 'timestamptz', (c) => [`${c} <= now()`]],
  ['updated_at', 'timestamp', (c) => [`${c} >= '2020-01-01'`]],
  ['opens', 'time', (c) => [`${c} < '22:00'`]],
  ['lasts', 'interval', () => []],
  ['meta', 'jsonb', (c) => [`jsonb_typeof(${c}) = 'object'`]],
  ['tags', 'text[]', (c) => [`cardinality(${c}) > 0`]],
  ['data', 'bytea', () => []],
  ['address', 'inet', () => []],
  ['span', 'int4range', (c) => [`not isempty(${c})`]],
  ['zip', 'zip', () => []],
  ['bits', 'bit(8)', () => []],
];

function schema(seed) {
  const random = new Random(seed);
  const sql = [
    `create type mood as enum ('sad', 'so', 'glad')`,
    `create domain zip as text check (value ~ '^\\d{5}$')`,
    `create schema other`,
  ];
  const tables = [];
  for (let i = 0, size = 2 + random.below(5); i < size; i++) {
    const table = { name: `${random.chance(25) ? 'other.' : ''}t${i}`, parts: [], columns: [], key: null };
    const kind = random.below(5);
    if (kind === 0) table.key = [['id', 'serial', 'serial primary key']];
    if (kind === 1) table.key = [['id', 'bigint', 'bigint generated always as identity primary key']];
    if (kind === 2) table.key = [['id', 'uuid', 'uuid primary key default gen_random_uuid()']];
    if (kind === 3) table.key = [['slug', 'text', 'text primary key']];
    if (kind === 4) {
      table.key = [['part', 'integer', 'integer'], ['place', 'integer', 'integer']];
      table.parts.push('primary key (part, place)');
    }
    for (const [name, , text] of table.key) table.columns.push(`${name} ${text}`);
    const chosen = columns.filter(() => random.chance(35));
    for (const [name, type, checks] of chosen) {
      const conditions = checks(name);
      const check = conditions.length && random.chance(60) ? ` check (${random.pick(conditions)})` : '';
      table.columns.push(`${name} ${type}${random.chance(60) ? ' not null' : ''}${check}`);
    }
    const has = (name) => chosen.some((one) => one[0] === name);
    // Only what has values enough: a unique status is none that anybody could fill.
    for (const name of ['email', 'title', 'code', 'token', 'total', 'born', 'address'])
      if (has(name) && random.chance(25)) table.parts.push(`unique (${name})`);
    if (has('quantity') && has('status') && has('title') && random.chance(60)) table.parts.push('unique (quantity, status, title)');
    if (has('status') && has('born') && random.chance(60)) table.parts.push(`check (status <> 'done' or born is not null)`);
    if (has('age') && has('quantity') && random.chance(50)) table.parts.push('check (num_nonnulls(age, quantity) >= 1)');
    if (has('price') && has('amount') && random.chance(30)) table.parts.push('check (price * 2 > 1 or amount > 2)');
    if (random.chance(30)) table.columns.push(`computed integer generated always as (length('x')) stored`);
    const link = (to, name, extra) => {
      const names = to.key.map(([column]) => `${name}_${column}`);
      to.key.forEach(([, type], n) => table.columns.push(`${names[n]} ${type === 'serial' ? 'integer' : type}${extra}`));
      table.parts.push(`foreign key (${names.join(', ')}) references ${to.name} (${to.key.map(([column]) => column).join(', ')})`);
      return names;
    };
    const linked = [];
    for (let n = random.below(3); n > 0 && tables.length; n--) linked.push(link(random.pick(tables), `r${n}`, random.chance(60) ? ' not null' : ''));
    if (linked.length === 2 && random.chance(60)) table.parts.push(`unique (${linked.flat().join(', ')})`);
    if (linked.length === 1 && random.chance(20)) table.parts.push(`unique (${linked[0].join(', ')})`);
    if (random.chance(20)) link(table, 'own', random.chance(30) ? ' not null' : '');
    sql.push(`create table ${table.name} (${[...table.columns, ...table.parts].join(', ')})`);
    // Another, of an earlier table: a circle.
    if (tables.length && linked.length && random.chance(25)) {
      const from = random.pick(tables);
      const names = table.key.map(([column]) => `back${i}_${column}`);
      table.key.forEach(([, type], n) => sql.push(`alter table ${from.name} add column ${names[n]} ${type === 'serial' ? 'integer' : type}`));
      sql.push(`alter table ${from.name} add foreign key (${names.join(', ')}) references ${table.name} (${table.key.map(([column]) => column).join(', ')})`);
    }
    tables.push(table);
  }
  return { sql, tables };
}

const inDatabase = (name) => server.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
const dump = (url) => execFileSync('pg_dump', ['--data-only', url], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1 << 28 }).replace(/^\\(un)?restrict .*$/gm, '');
const main = new Client({ connectionString: server });
await main.connect();
let failed = 0, filled = 0;
for (let seed = first; seed < first + count; seed++) {
  const { sql, tables } = schema(seed);
  const names = [1, 2].map((n) => `seed_${process.pid}_${n}`);
  const dumps = [];
  const wrong = (text) => {
    failed++;
    console.log(`schema ${seed}: ${text}\n  ${sql.join(';\n  ')};\n`);
  };
  for (const name of names) await main.query(`create database ${name} template template0`);
  for (const name of names) {
    const client = new Client({ connectionString: inDatabase(name) });
    await client.connect();
    for (const one of sql) await client.query(one);
    const environment = { PATH: process.env.PATH, HOME: '/nonexistent' };
    const run = (more) => spawnSync(sluice, ['seed', '--url', inDatabase(name), ...more], { encoding: 'utf8', cwd: '/tmp', env: environment });
    const once = run(['--generate', String(rows), '--seed', String(seed)]);
    // Beside rows that are there already.
    const again = once.status === 0 ? run(['--generate', String(rows), '--seed', '77']) : once;
    for (const [which, of] of [['', once], ['beside others ', again]]) {
      if (of.status !== 0) {
        const full = /SEED.TOO_FEW_VALUES/.test(of.stderr) && which && tables.some((one) => one.parts.some((part) => part.startsWith('unique (r')));
        if (!full) wrong(`${which}refused: ${of.stderr}`);
        break;
      }
    }
    if (once.status === 0) {
      for (const table of tables) {
        const got = Number((await client.query(`select count(*) from ${table.name}`)).rows[0].count);
        const asked = again.status === 0 ? rows * 2 : rows;
        if (got !== asked) wrong(`${table.name} has ${got} rows, not ${asked}`);
      }
      filled++;
    }
    await client.end();
    dumps.push(dump(inDatabase(name)));
  }
  if (dumps[0] !== dumps[1]) wrong('two databases, and other rows');
  for (const name of names) await main.query(`drop database ${name} with (force)`);
}
await main.end();
console.log(`${count} schemas, ${filled} databases filled, ${failed} wrong`);
process.exitCode = failed || filled < count ? 1 : 0;
