// Declared loads from a strict S3 and a web server: downloads that break off, objects that change, and what is recorded of them.
//   node remote.mjs SLUICE
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { start_s3 } from '../aws/s3_mock.mjs';
import { check, check_that, clean_environment, finish, run, temporary_folder } from '../aws/support.mjs';

const { Client } = createRequire(import.meta.url)('pg');
const sluice = process.argv[2];
const folder = temporary_folder('loads');
fs.chmodSync(folder, 0o755); // the server may be another user's
const server = path.join(folder, 'server');
const cluster = (action) => spawnSync(fileURLToPath(new URL('../cluster', import.meta.url)), [action, server], { stdio: 'inherit' }).status === 0;
if (!cluster('start')) throw new Error('there is no server');
process.on('exit', () => cluster('stop'));

const s3 = await start_s3({ folder: path.join(folder, 'objects'), keys: { AKIATEST: { secret: 'se/cr+et' } } });
s3.objects.write_index('data', {});
const rows = 40_000;
const csv = `id,name\n${Array.from({ length: rows }, (_, i) => `${i},"name, ${createHash('md5').update(String(i)).digest('hex')}"`).join('\n')}\n`;
const packed = gzipSync(csv);
await s3.objects.put('data', 'in/cities.csv', [Buffer.from(csv)], '');
await s3.objects.put('data', 'in/cities.csv.gz', [packed], '');

const client = new Client({ host: server, database: 'postgres', user: 'postgres' });
await client.connect();
const ask = async (text) => (await client.query({ text, rowMode: 'array' })).rows;
await ask('create table cities (id int primary key, name text, batch text)');

const loads = path.join(folder, 'src/data-migrations/geo');
fs.mkdirSync(loads, { recursive: true });
fs.writeFileSync(path.join(folder, 'sluice.toml'), 'dialect = "postgresql"\nout = "drizzle"\n');
const declare = (source) => fs.writeFileSync(path.join(loads, '0001_cities.load.toml'), `source = "${source}"\ntable = "cities"\nbatch_column = "batch"\n`);
const data = (...words) => new Promise((done, fail) => {
  const before = process.cwd();
  process.chdir(folder);
  run(sluice, ['data', ...words, '--no-input', '--no-color', '--url', `postgresql://postgres@/postgres?host=${encodeURIComponent(server)}`],
    clean_environment(folder, { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'se/cr+et', AWS_ENDPOINT_URL: s3.url, AWS_DEFAULT_REGION: 'us-east-1' }))
    .then(done, fail);
  process.chdir(before);
});

for (const [key, bytes] of [['in/cities.csv', Buffer.from(csv)], ['in/cities.csv.gz', packed]]) {
  declare(`s3://data/${key}`);
  s3.options.cut_after = Math.floor(bytes.length / 3);
  s3.options.log.length = 0;
  const up = await data('migrate');
  check(`migrate ${key}: ${up.err}`, up.status, 0);
  s3.options.cut_after = 0;
  check('every row, once', await ask("select count(*)::int, count(distinct id)::int, min(batch) from cities"), [[rows, rows, 'geo_0001_cities']]);
  check_that('it went on by range', s3.options.log.some(({ range }) => range && range !== 'bytes=0-'));
  const [[etag, sha256, size, kept]] = await ask('select etag, sha256, bytes::int, rows::int from sluice.loads where undone_at is null');
  check('ETag', etag.replaceAll('"', ''), createHash('md5').update(bytes).digest('hex'));
  check('SHA-256', sha256, createHash('sha256').update(bytes).digest('hex'));
  check('bytes and rows', [size, kept], [bytes.length, rows]);
  const down = await data('rollback', '--yes');
  check(`rollback: ${down.err}`, down.status, 0);
  check('nothing is left', await ask('select count(*)::int from cities'), [[0]]);
}

// Another object in the middle: a mixture is never loaded.
declare('s3://data/in/cities.csv');
s3.options.cut_after = Math.floor(csv.length / 3);
s3.options.after_get = () => {
  s3.options.after_get = undefined;
  const index = s3.objects.index('data');
  index['in/cities.csv'].etag = 'changed';
  setTimeout(() => s3.objects.write_index('data', index), 5);
};
const changed = await data('migrate');
s3.options.cut_after = 0;
check_that(`it fails: ${changed.err}`, changed.status !== 0 && changed.err.includes('CLOUD.CHANGED'));
check('nothing of it stays', await ask("select count(*)::int, to_regclass('sluice.loads') is null or not exists (select from sluice.loads where undone_at is null) from cities"), [[0, true]]);

declare('s3://data/in/missing.csv');
const missing = await data('migrate');
check_that(`what is not there is named: ${missing.err}`, missing.status !== 0 && missing.err.includes('in/missing.csv'));
check_that('secrets are kept', !`${changed.err}${missing.err}`.includes('se/cr+et'));

await client.end();
s3.close();
finish('loads');
