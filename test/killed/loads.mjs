// Kills `sluice data migrate` while it loads, or its session, or the connection, after one message after another; the next run
// has to finish, with every row there once.
//   node loads.mjs SLUICE [--only N] [--every N] [--verbose]
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { Proxy } from './proxy.mjs';

const { Client } = createRequire(import.meta.url)('pg');
const { values: options, positionals: [sluice] } = parseArgs({ allowPositionals: true, options: {
  only: { type: 'string' }, every: { type: 'string', default: '1' }, verbose: { type: 'boolean' } } });
const work = mkdtempSync(join(tmpdir(), 'sluice-killed-loads-'));
const server = join(work, 'server');
const cluster = (action) => spawnSync(join(dirname(fileURLToPath(import.meta.url)), '../cluster'), [action, server], { stdio: 'inherit' }).status === 0;
const url = (host, database) => `postgresql://postgres@/${database}?host=${encodeURIComponent(host)}`;
const rows = 4000;

function writeProject() {
  const folder = join(work, 'src/data-migrations/shop');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(work, 'sluice.toml'), 'dialect = "postgresql"\nout = "drizzle"\n');
  const lines = Array.from({ length: rows }, (_, i) => `${i},"name ${i}, ${'x'.repeat(50)}"`);
  writeFileSync(join(folder, 'things.csv'), `id,name\n${lines.join('\n')}\n`);
  writeFileSync(join(folder, 'names.ndjson.gz'), gzipSync(lines.map((_, i) => JSON.stringify({ id: i * 2, name: `new ${i} ${'y'.repeat(50)}` })).join('\n')));
  writeFileSync(join(folder, '0001_things.load.toml'), 'source = "things.csv"\ntable = "straight"\nbatch_column = "batch"\n');
  writeFileSync(join(folder, '0002_append.load.toml'), 'source = "things.csv"\ntable = "keyed"\n');
  writeFileSync(join(folder, '0003_names.load.toml'), 'source = "names.ndjson.gz"\ntable = "keyed"\nmode = "upsert"\nkey = "id"\n');
}

async function ask(database, text) {
  const client = new Client({ host: server, database, user: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

function run(host, database, command) {
  const process = spawn(sluice, ['data', ...command, '--url', url(host, database), '--no-input', '--no-color'], { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [process.stdout, process.stderr]) stream.on('data', (data) => said.push(data));
  const ended = new Promise((resolve) => { process.on('close', (code, signal) => resolve({ code, signal, said: Buffer.concat(said).toString() })); });
  return { process, ended };
}

const kills = [
  ({ process }) => ({ upstream }) => { process.kill('SIGKILL'); upstream.end(); },
  () => ({ backend, client, upstream }) => {
    if (backend) process.kill(backend, 'SIGTERM'); // as pg_terminate_backend() does
    else { client.destroy(); upstream.destroy(); }
  },
  () => ({ client, upstream }) => { client.destroy(); upstream.destroy(); },
];

async function check(database) {
  const wrong = [];
  const expect = async (what, text, wanted) => {
    const found = JSON.stringify((await ask(database, text))[0]);
    if (found !== JSON.stringify(wanted)) wrong.push(`${what}: ${found}, not ${JSON.stringify(wanted)}`);
  };
  await expect('straight', 'select count(*)::int, count(distinct id)::int, min(id), max(id), count(batch)::int from straight', [rows, rows, 0, rows - 1, rows]);
  await expect('keyed', "select count(*)::int, count(*) filter (where name like 'new %')::int, max(id) from keyed", [rows + rows / 2, rows, 2 * rows - 2]);
  await expect('tracked', 'select count(*)::int, count(distinct name)::int from data_migrations', [3, 3]);
  await expect('loads', 'select count(*)::int, sum(rows)::int, count(finished_at)::int from sluice.loads', [3, 3 * rows, 3]);
  await expect('kept', 'select count(*)::int, count(old)::int from sluice.load_rows', [2 * rows, rows / 2]);
  return wrong;
}

async function main() {
  chmodSync(work, 0o755); // the server may be another user's
  if (!cluster('start')) throw new Error('there is no server');
  writeProject();
  const socket = join(work, 'socket');
  mkdirSync(socket);
  const proxy = new Proxy(server, socket);
  await proxy.ready;
  let failures = 0;
  let points = 0;
  for (let point = Number(options.only ?? 1); ; point += Number(options.every)) {
    const database = `killed_${point}`;
    await ask('postgres', `create database ${database}`);
    await ask(database, 'create table straight (id int, name text, batch text); create table keyed (id int primary key, name text)');
    proxy.fired = false;
    const first = run(socket, database, ['migrate']);
    proxy.arm(point, kills[point % kills.length](first));
    const { code, signal, said } = await first.ended;
    const reached = proxy.fired;
    const second = await run(server, database, ['migrate']).ended;
    const wrong = second.code === 0 ? await check(database) : [`the next run: exit code ${second.code}\n${second.said}`];
    if (!reached && code !== 0) wrong.push(`the run that nobody killed: exit code ${code}`);
    if (wrong.length) {
      failures++;
      console.log(`after message ${point} (${proxy.types.slice(-4).join(' ')}):\n  ${wrong.join('\n  ')}\n  the first run, ${signal ?? code}:\n${said.replace(/^/gm, '    ')}`);
    } else if (options.verbose) console.log(`${point} ${proxy.types.at(-1)} ${signal ?? code}`);
    if (!reached) { // and back
      const back = await run(server, database, ['reset', '--yes']).ended;
      const [[straight, keyed]] = await ask(database, 'select (select count(*)::int from straight), (select count(*)::int from keyed)');
      if (back.code !== 0 || straight + keyed > 0) {
        failures++;
        console.log(`the way back: exit code ${back.code}, ${straight} and ${keyed} rows are left\n${back.said}`);
      }
    }
    await ask('postgres', `drop database ${database} with (force)`);
    if (!reached || options.only) break;
    points++;
  }
  proxy.close();
  cluster('stop');
  rmSync(work, { recursive: true });
  console.log(`killed after each of ${points} messages: ${failures} wrong`);
  process.exitCode = failures || (!options.only && points < 10) ? 1 : 0;
}

main().catch((error) => {
  cluster('stop');
  throw error;
});
