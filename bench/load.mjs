// Loading a million rows of 8 columns: sluice beside psql's \copy, from disk, compressed, from an S3 on this machine.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, createReadStream, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start_s3 } from '../test/aws/s3_mock.mjs';

const columns = ['id', 'name', 'email', 'created', 'amount', 'active', 'score', 'note'];
const keys = { access: 'AKIABENCH', secret: 'bench' };

function must(done, what) {
  if (done.status !== 0) throw new Error(`${what}: ${done.error ?? `exit code ${done.status}`}\n${done.stderr}`);
  return done.stdout;
}

/** Quotes, delimiters and line ends inside of quotes, NULLs; the same rows each time. */
function writeRows(folder, rows) {
  let state = 1;
  const random = (below) => (state = (state * 48271) % 2147483647) % below;
  const names = ['Müller, Anna', 'Smith', "O'Neil", 'Doe "JD" John', 'García'];
  const notes = ['', '', 'line one\nline two, quoted', 'a longer note with some words in it, so that the row has about one hundred bytes'];
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = openSync(join(folder, 'rows.csv'), 'w');
  const ndjson = openSync(join(folder, 'rows.ndjson'), 'w');
  writeSync(csv, `${columns.join(',')}\n`);
  for (let from = 0; from < rows; from += 10_000) {
    const texts = [[], []];
    for (let i = from; i < Math.min(rows, from + 10_000); i++) {
      const row = { id: i, name: `${names[random(5)]} ${i}`, email: `user${i}@example.org`, created: `2026-0${1 + random(9)}-1${random(10)} 0${random(10)}:00:00+00`,
        amount: random(10_000_000) / 100, active: random(2) === 1, score: random(1e9) / 1e9, note: notes[random(4)] || null };
      texts[0].push(Object.values(row).map((value) => quoted(String(value ?? ''))).join(','));
      texts[1].push(JSON.stringify(row));
    }
    writeSync(csv, `${texts[0].join('\n')}\n`);
    writeSync(ndjson, `${texts[1].join('\n')}\n`);
  }
  closeSync(csv);
  closeSync(ndjson);
}

export async function measureLoads({ work, loader, socket, rounds, compare }) {
  const address = `postgresql://postgres@localhost/load?host=${encodeURIComponent(socket)}`;
  const psql = (database, sql) => must(spawnSync('psql', ['-qXAt', '-v', 'ON_ERROR_STOP=1', '-c', sql, database], { encoding: 'utf8' }), sql);
  const folder = join(work, 'load');
  mkdirSync(folder, { recursive: true });
  writeRows(folder, 1_000_000);
  must(spawnSync('gzip', ['-k', join(folder, 'rows.csv')]), 'gzip');
  must(spawnSync('zstd', ['-qk', join(folder, 'rows.csv')]), 'zstd');
  psql(address.replace('/load?', '/postgres?'), 'create database load');
  const table = '(id int, name text, email text, created timestamptz, amount numeric, active boolean, score float8, note text, batch text)';

  const objects = join(work, 'objects');
  const put = await start_s3({ folder: objects, keys: {} });
  put.objects.write_index('bench', {});
  await put.objects.put('bench', 'rows.csv', createReadStream(join(folder, 'rows.csv')), '');
  put.close();
  const mock = spawn(process.execPath, [fileURLToPath(new URL('../test/aws/s3_mock.mjs', import.meta.url)),
    '--folder', objects, '--access', keys.access, '--secret', keys.secret], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = await new Promise((done) => mock.stdout.once('data', (line) => done(String(line).trim().split(' ')[1])));
  const environment = ['env', `AWS_ENDPOINT_URL=http://127.0.0.1:${port}`, `AWS_ACCESS_KEY_ID=${keys.access}`,
    `AWS_SECRET_ACCESS_KEY=${keys.secret}`, 'AWS_REGION=us-east-1'];

  let batches = 0;
  const load = (source, more = 'undo = false') => {
    const file = join(folder, `${source.replace(/\W+/g, '_')}.load.toml`);
    writeFileSync(file, `source = "${source}"\ntable = "t"\n${more}\n`);
    return () => [...environment, loader, address, file, `batch ${batches++}`];
  };
  const copy = () => ['psql', '-qX', '-c', `\\copy t (${columns}) from '${join(folder, 'rows.csv')}' csv header`, address];
  const prepare = () => {
    psql(address, `drop table if exists t; create table t ${table}`);
    return folder;
  };
  try {
    const beside = (name, target, ours) => compare({ name, target, prepare, against: '\\copy', count: Math.min(rounds, 7),
      tools: { '\\copy': copy, sluice: ours } });
    beside('load CSV', 1.15, load('rows.csv'));
    beside('load CSV, with a batch column', 1.15, load('rows.csv', 'batch_column = "batch"'));
    beside('load CSV from S3', 1.3, load('s3://bench/rows.csv'));
    beside('load CSV.gz', undefined, load('rows.csv.gz'));
    beside('load CSV.zst', undefined, load('rows.csv.zst'));
    beside('load NDJSON', undefined, load('rows.ndjson'));
  } finally {
    mock.kill();
  }
}
