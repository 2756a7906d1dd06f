// Kills `sluice migrate`, or the server under it, after every single message that it sends, and lets the next run finish:
// nothing may be done twice, nothing may be lost, and ledger and history say what is true. Where it asks whether a CALL is
// done, it is told so.
//   node every_point.mjs SLUICE [--what client|server] [--only N] [--every N] [--verbose]
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Proxy } from './proxy.mjs';

const { Client } = createRequire(import.meta.url)('pg');
const { values: options, positionals: [sluice] } = parseArgs({ allowPositionals: true, options: {
  what: { type: 'string', default: 'client' }, only: { type: 'string' }, every: { type: 'string', default: '1' }, verbose: { type: 'boolean' } } });
const work = mkdtempSync(join(tmpdir(), 'sluice-killed-'));
const server = join(work, 'server');
const cluster = (action) => spawnSync(join(dirname(fileURLToPath(import.meta.url)), '../cluster'), [action, server], { stdio: 'inherit' }).status === 0;
const next = '--> statement-breakpoint\n';
const say = (what) => `INSERT INTO log (what) VALUES ('${what}');`;

// All ways in which a migration can run: each statement that counts leaves a line in the log.
const migrations = {
  '0000_tables': ['CREATE TABLE log (id serial PRIMARY KEY, what text NOT NULL);', 'CREATE TABLE t (a integer, b integer);',
    `CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN ${say('called')} COMMIT; END $$;`, say('tables')],
  '0001_in_one': ['INSERT INTO t SELECT n, n FROM generate_series(1, 300) n;', say('in one'), say('in one, again')],
  '0002_concurrently': [say('before the index'), 'CREATE INDEX CONCURRENTLY t_a ON t (a);', say('between the indexes'),
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_b ON t (b);', 'CREATE INDEX CONCURRENTLY ON t (a, b);', say('after the indexes')],
  '0003_apart': ['-- sluice:tx none\n' + say('apart'), say('apart, again')],
  '0004_enum': ["CREATE TYPE mood AS ENUM ('sad');", 'CREATE TABLE moods (mood mood);'],
  '0005_value': ["ALTER TYPE mood ADD VALUE 'glad';", "INSERT INTO moods VALUES ('glad');", say('value')],
  '0006_its_own': ['BEGIN;\n' + say('its own') + '\nCOMMIT;'],
  '0007_two_of_its_own': [`BEGIN;\n${say('first')}\nCOMMIT;\nBEGIN;\n${say('second')}\nCOMMIT;`],
  '0008_called': ['-- sluice:tx none\n' + say('before the call'), 'CALL work();', say('after the call')],
  '0009_chained': [`BEGIN;\n${say('third')}\nCOMMIT AND CHAIN;\n${say('fourth')}\nCOMMIT;\n${say('fifth')}`],
};
const tags = Object.keys(migrations);
const texts = Object.values(migrations).map((all) => all.join(next));
const lines = ['tables', 'in one', 'in one, again', 'before the index', 'between the indexes', 'after the indexes', 'apart', 'apart, again', 'value', 'its own', 'first', 'second',
  'before the call', 'called', 'after the call', 'third', 'fourth', 'fifth'];

function writeProject(folder) {
  mkdirSync(join(folder, 'drizzle/meta'), { recursive: true });
  tags.forEach((tag, i) => writeFileSync(join(folder, 'drizzle', `${tag}.sql`), texts[i]));
  writeFileSync(join(folder, 'drizzle/meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql',
    entries: tags.map((tag, idx) => ({ idx, version: '7', when: 1700000000000 + idx, tag, breakpoints: true })) }));
}

const url = (host, database) => `postgresql://postgres@/${database}?host=${encodeURIComponent(host)}`;
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// A server that was killed takes a moment to be back.
async function connect(database) {
  for (let tries = 0; ; tries++) {
    const client = new Client({ host: server, database, user: 'postgres' });
    client.on('error', () => {});
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries === 100) throw error;
      await pause(100);
    }
  }
}
async function ask(database, text) {
  for (let tries = 0; ; tries++) {
    const client = await connect(database);
    try {
      return (await client.query({ text, rowMode: 'array' })).rows;
    } catch (error) {
      if (tries === 20 || !/terminat|crash|recovery|starting up|ECONNRESET/i.test(error.message)) throw error;
    } finally {
      await client.end().catch(() => {});
    }
  }
}

function run(host, database, command = ['migrate']) {
  const process = spawn(sluice, [...command, '--url', url(host, database), '--no-input', '--no-color'], { cwd: work, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [process.stdout, process.stderr]) stream.on('data', (data) => said.push(data));
  const ended = new Promise((resolve) => { process.on('close', (code, signal) => resolve({ code, signal, said: Buffer.concat(said).toString() })); });
  return { process, ended };
}

async function check(database) {
  const wrong = [];
  const expect = (what, found, wanted) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) wrong.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  };
  expect('the log', (await ask(database, 'SELECT what FROM log ORDER BY id')).flat(), lines);
  expect('the ledger', (await ask(database, 'SELECT hash, created_at::text FROM drizzle.__drizzle_migrations ORDER BY id')),
    texts.map((text, i) => [createHash('sha256').update(text).digest('hex'), String(1700000000000 + i)]));
  expect('rows', (await ask(database, 'SELECT count(*)::int FROM t')).flat(), [300]);
  expect('indexes', (await ask(database, "SELECT relname, indisvalid FROM pg_index JOIN pg_class ON oid = indexrelid WHERE relname ~ '^t_' ORDER BY 1")),
    [['t_a', true], ['t_a_b_idx', true], ['t_b', true]]);
  expect('values', (await ask(database, 'SELECT mood::text FROM moods')).flat(), ['glad']);
  expect('the last steps', (await ask(database, 'SELECT DISTINCT ON (tag) tag, outcome, done = statements FROM sluice.steps ORDER BY tag, run_id DESC')),
    tags.map((tag) => [tag, 'done', true]));
  // A run that died behind its last step is left as it is: the next one has nothing to do, and writes nothing.
  expect('runs at it', (await ask(database, `SELECT count(*)::int FROM sluice.runs JOIN sluice.steps ON run_id = id
    WHERE runs.outcome IS NULL AND steps.outcome IS DISTINCT FROM 'done'`)).flat(), [0]);
  expect('locks', (await ask(database, "SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")).flat(), [0]);
  return wrong;
}

// PostgreSQL lets nobody in from the moment it has noticed until it is back.
async function noticed(backend) {
  for (;;) {
    try {
      process.kill(backend, 0);
    } catch {
      return;
    }
    await pause(5);
  }
}

let killed = 0; // the server process
const kills = {
  client: ({ process }) => ({ upstream }) => { process.kill('SIGKILL'); upstream.end(); },
  // As when the operating system kills it: PostgreSQL ends all sessions and recovers.
  server: () => ({ backend, client, upstream }) => {
    killed = backend;
    if (backend) process.kill(backend, 'SIGKILL');
    else { client.destroy(); upstream.destroy(); }
  },
};

async function main() {
  chmodSync(work, 0o755); // the server may be another user's
  if (!cluster('start')) throw new Error('there is no server to kill');
  writeProject(work);
  // What is committed stays, however the server ends.
  await ask('postgres', 'ALTER SYSTEM SET synchronous_commit = on');
  await ask('postgres', 'SELECT pg_reload_conf()');
  const socket = join(work, 'socket');
  mkdirSync(socket);
  const proxy = new Proxy(server, socket);
  await proxy.ready;
  let failures = 0;
  let points = 0;
  const ends = {};
  const asked = { past: 0, again: 0 };
  for (let point = Number(options.only ?? 1); ; point += Number(options.every)) {
    const database = `killed_${point}`;
    await ask('postgres', `DROP DATABASE IF EXISTS ${database}`);
    await ask('postgres', `CREATE DATABASE ${database}`);
    proxy.fired = false;
    const first = run(socket, database);
    proxy.arm(point, kills[options.what](first));
    const { code, signal, said } = await first.ended;
    const reached = proxy.fired;
    const end = signal ?? `exit code ${code}`;
    ends[end] = (ends[end] ?? 0) + 1;
    if (killed) await noticed(killed);
    killed = 0;
    await ask('postgres', 'SELECT 1');
    let second = await run(server, database).ended;
    if (second.code === 12 && second.said.includes('LEDGER.UNSURE')) {
      const [[done]] = await ask(database, "SELECT EXISTS (SELECT FROM log WHERE what = 'called')");
      asked[done ? 'past' : 'again']++;
      second = await run(server, database, ['repair', done ? '--past' : '--again', '0008_called', '--yes']).ended;
      if (second.code === 0) second = await run(server, database).ended;
    }
    const wrong = second.code === 0 ? await check(database) : [`the next run: exit code ${second.code}\n${second.said}`];
    if (!reached && code !== 0) wrong.push(`the run that nobody killed: exit code ${code}`);
    if (wrong.length) {
      failures++;
      console.log(`after message ${point} (${proxy.types.slice(-4).join(' ')}):\n  ${wrong.join('\n  ')}\n  the first run, ${end}:\n${said.replace(/^/gm, '    ')}`);
    } else if (options.verbose) console.log(`${point} ${proxy.types.at(-1)} ${end}`);
    await ask('postgres', `DROP DATABASE ${database} WITH (FORCE)`);
    if (!reached) break;
    points++;
    if (options.only) break;
  }
  proxy.close();
  cluster('stop');
  rmSync(work, { recursive: true });
  console.log(`${options.what} killed after each of ${points} messages: ${failures} wrong; the first run's ends: ${JSON.stringify(ends)}; asked: ${JSON.stringify(asked)}`);
  // A run that is over before the tenth message has not been tried at all.
  const tried = points >= 10 && (options.every !== '1' || asked.past + asked.again > 0);
  process.exitCode = failures || (!options.only && !tried) ? 1 : 0;
}

main().catch((error) => {
  cluster('stop');
  throw error;
});
