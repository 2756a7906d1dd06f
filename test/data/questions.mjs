// The example "questions": its schema and its data from JSON in S3, applied, shown and taken back. What is in
// the database is counted after each step.
//
//   node questions.mjs SLUICE URL
import fs from 'node:fs';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { start_s3 } from '../aws/s3_mock.mjs';
import { check, check_that, clean_environment, finish, run, temporary_folder } from '../aws/support.mjs';

const [sluice, server] = process.argv.slice(2);
const source = fileURLToPath(new URL('../../examples/questions', import.meta.url));
const folder = temporary_folder('questions');
const project = path.join(folder, 'project');
fs.cpSync(source, project, { recursive: true });
fs.mkdirSync(path.join(folder, 'home'));

const bucket = 'questions-data';
const access = 'AKIAQUESTIONS', secret = 'questions/secret';
const s3 = await start_s3({ folder: path.join(folder, 's3'), keys: { [access]: { secret } } });
s3.objects.write_index(bucket, {});
for (const name of fs.readdirSync(path.join(source, 'data/questions'))) {
  await s3.objects.put(bucket, `questions/${name}`, fs.createReadStream(path.join(source, 'data/questions', name)), '');
}

const database = `sluice_questions_${process.pid}`;
const url = server.replace(/^(\w+:\/\/[^/]*)\/[^?]*/, `$1/${database}`);
const psql = (to, sql) => execFileSync('psql', ['-AtqX', '-v', 'ON_ERROR_STOP=1', '-c', sql, to], { encoding: 'utf8' }).trim();
psql(server, `create database ${database}`);
process.on('exit', () => psql(server, `drop database if exists ${database} with (force)`));

const environment = clean_environment(path.join(folder, 'home'), {
  DATABASE_URL: url, DATA_MIGRATIONS_BUCKET: bucket, AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${s3.port}`, AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: access, AWS_SECRET_ACCESS_KEY: secret,
});

// S3 is served by this process: nothing may block it.
async function call(words, { status = 0, more = {} } = {}) {
  const script = `cd "$0" && exec "$@"`;
  const done = await run('sh', ['-c', script, project, sluice, ...words], { ...environment, ...more });
  if (done.status !== status) throw new Error(`sluice ${words.join(' ')}: exit code ${done.status}\n${done.out}${done.err}`);
  check_that('no secret is shown', !`${done.out}${done.err}`.includes(secret));
  return done;
}

const counted = () => psql(url, `select (select count(*) from questions.batteries), (select count(*) from questions.sub_batteries),
  (select count(*) from questions.questions), (select count(*) from responses.respondents), (select count(*) from responses.answers)`);
const tracked = () => psql(url, `select string_agg(schema || '.' || name, ' ' order by id) from public.data_migrations`);
const status = async () => JSON.parse((await call(['data', 'status', '--json'])).out);

await call(['generate', '--name', 'questions', '-q']);
await call(['migrate', '-q']);
check('an empty schema', counted(), '0|0|0|0|0');
check('all are pending', (await status()).migrations.map(({ name, state }) => [name, state]), [
  ['questions_0001_batteries', 'pending'], ['questions_0002_importance_performance', 'pending'], ['responses_0001_pilot', 'pending'],
]);

const applied = await call(['data', 'migrate']);
check_that('progress is shown', /demographics: 3 questions/.test(applied.err) && /10 questions on a scale/.test(applied.err));
check('all rows', counted(), '4|3|16|1|10');
check('all are tracked', tracked(), 'questions.questions_0001_batteries questions.questions_0002_importance_performance responses.responses_0001_pilot');
check('JSON and arrays', psql(url, `select choices->1->>'label', tags, sub_battery_id is not null from questions.questions where variable = 'MED_other'`),
  'every week|{"new, in 2026"}|t');
check('the pilot answered the highest', psql(url, `select value, sum(number) from responses.answers group by 1 order by 1`), 'importance|25\nperformance|35');
check('nothing is drift', (await call(['drift', '--json'])).status, 0);

await call(['data', 'migrate', '-q']);
check('the second time nothing happens', counted(), '4|3|16|1|10');

await call(['data', 'rollback', '--yes', '-q']);
check('the last one is gone', counted(), '4|3|16|0|0');
check('and is pending', (await status()).migrations.filter(({ state }) => state === 'pending').map(({ name }) => name), ['responses_0001_pilot']);

await call(['data', 'reset', 'questions', '--yes', '-q']);
check('a schema is taken back', counted(), '0|0|0|0|0');
await call(['data', 'migrate', '-q']);
await call(['data', 'reset', '--yes', '-q']);
check('all are taken back', [counted(), tracked()], ['0|0|0|0|0', '']);

// What S3 refuses ends the migration, and nothing of it stays.
const index = s3.objects.index(bucket);
const { 'questions/performance.json': gone, ...rest } = index;
s3.objects.write_index(bucket, rest);
const missing = await call(['data', 'migrate', '--json'], { status: 3 });
const { error } = JSON.parse(missing.out);
check('an object is missing', [error.code, error.migration, error.where?.file ?? error.file], ['CLOUD.NOT_FOUND', 'questions_0002_importance_performance', 'src/data-migrations/utils/s3.ts']);
check('the first one stays, nothing of the second', [counted(), tracked()], ['2|3|6|0|0', 'questions.questions_0001_batteries']);
s3.objects.write_index(bucket, { ...rest, 'questions/performance.json': gone });
await call(['data', 'migrate', '-q']);
check('the rest is applied', counted(), '4|3|16|1|10');

// A profile that a provider names.
fs.mkdirSync(path.join(folder, 'home/.aws'));
fs.writeFileSync(path.join(folder, 'home/.aws/credentials'), `[team]\naws_access_key_id = ${access}\naws_secret_access_key = ${secret}\n`);
await call(['data', 'reset', '--yes', '-q']);
await call(['data', 'migrate', '-q'], { more: { AWS_PROFILE: 'team', AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } });
check('with the profile', counted(), '4|3|16|1|10');

// The project's own tracking table is taken as it is.
psql(url, `update public.data_migrations set applied_at = '2020-01-01'`);
await call(['data', 'migrate', '-q']);
check('known rows are known', psql(url, `select count(*) from public.data_migrations where applied_at = '2020-01-01'`), '3');

s3.close();
finish('questions');
