// Every script of the examples' package.json, by npm, in a copy: against the project's own server, S3 and IAM Identity
// Center by their mocks. After each, what it did is looked up in the database.
//   node scripts.mjs SLUICE
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { start_s3 } from '../aws/s3_mock.mjs';
import { start_sso } from '../aws/sso_mock.mjs';
import { check, check_that, clean_environment, finish, temporary_folder } from '../aws/support.mjs';

const sluice = path.resolve(process.argv[2]);
const examples = path.join(import.meta.dirname, '../../examples');
const folder = temporary_folder('examples');
fs.chmodSync(folder, 0o755); // the server is another user's
const keys = { access: 'ASIAROLE', secret: 'role/secret', token: 'role-session-token==' };
const s3 = await start_s3({ folder: path.join(folder, 'objects'), keys: { ASIAROLE: { secret: keys.secret, token: keys.token } } });
const sso = await start_sso({ keys });
const home = path.join(folder, 'home');
fs.mkdirSync(path.join(home, '.aws'), { recursive: true });
fs.writeFileSync(path.join(home, '.aws/config'), `[default]
sso_session = lab
sso_account_id = 123456789012
sso_role_name = Reader
region = us-east-1
[sso-session lab]
sso_start_url = ${sso.options.start_url}
sso_region = us-east-1
sso_registration_scopes = sso:account:access
`);
const bin = path.join(folder, 'bin');
fs.mkdirSync(bin);
fs.symlinkSync(sluice, path.join(bin, 'sluice'));
const browser = path.join(home, 'browser');
fs.writeFileSync(browser, `#!${process.execPath}\nfetch(process.argv[2]).then((answer) => answer.text());\n`, { mode: 0o755 });

function example(name) {
  const project = path.join(folder, name);
  fs.cpSync(path.join(examples, name), project, { recursive: true });
  const scripts = JSON.parse(fs.readFileSync(path.join(project, 'package.json'))).scripts;
  const open = new Set(Object.keys(scripts));
  const environment = clean_environment(home, {
    PATH: `${bin}:${process.env.PATH}`, npm_config_update_notifier: 'false', npm_config_loglevel: 'error', BROWSER: browser,
    AWS_ENDPOINT_URL_S3: s3.url, AWS_ENDPOINT_URL_SSO: sso.url, AWS_ENDPOINT_URL_SSO_OIDC: sso.url, DATA_MIGRATIONS_BUCKET: 'lab-questions',
  });
  const start = (program, words, more) => new Promise((done) => {
    const child = spawn(program, words, { cwd: project, env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '', err = '';
    child.stdout.on('data', (part) => (out += part));
    child.stderr.on('data', (part) => (err += part));
    child.on('close', (status) => done({ status, out, err }));
  });
  const npm = async (script, words = [], { status = 0, ...more } = {}) => {
    open.delete(script);
    const done = await start('npm', ['run', '--silent', script, ...(words.length ? ['--', ...words] : [])], more);
    check(`${name}: npm run ${script} ${words.join(' ')}: ${done.out}${done.err}`, done.status, status);
    return done;
  };
  const own = (...words) => {
    const done = spawnSync(sluice, words, { cwd: project, env: environment, encoding: 'utf8' });
    check(`${name}: sluice ${words.join(' ')}: ${done.stderr}`, done.status, 0);
    return done.stdout.trim();
  };
  const ask = (sql, ...database) => {
    const done = spawnSync('psql', ['-AtqX', own('db', 'url', ...database), '-c', sql], { encoding: 'utf8' });
    check(`${sql}: ${done.stderr}`, done.status, 0);
    return done.stdout.trim();
  };
  const end = () => spawnSync(sluice, ['db', 'destroy', '--yes'], { cwd: project, env: environment });
  process.on('exit', end);
  return { project, npm, own, ask, open };
}

{
  const { project, npm, own, ask, open } = example('dashboard');
  const env_file = (name, text) => fs.writeFileSync(path.join(project, name), text);
  await npm('db:start');
  own('db', 'psql', '-qc', 'create database nextjs_dashboard_test');
  env_file('.env', `POSTGRES_URL=${own('db', 'url')}\n`);
  env_file('.env.test', `DATABASE_URL_TEST=${own('db', 'url', 'nextjs_dashboard_test')}\nNODE_ENV=test\n`);
  await npm('db:generate');
  await npm('db:migrate');
  check('migrated', ask('select count(*) from drizzle.__drizzle_migrations'), '1');
  await npm('db:migrate:dev');
  await npm('db:migrate:test');
  check('the test database too', ask('select count(*) from drizzle.__drizzle_migrations', 'nextjs_dashboard_test'), '1');
  await npm('db:seed');
  check('seeded', ask('select (select count(*) from invoices), (select count(*) from revenue)'), '3|3');
  await npm('db:reset', [], { status: 2 });
  await npm('db:reset', ['--yes']);
  check('reset', ask('select count(*) from invoices'), '0');
  await npm('db:reset', ['--yes'], { NODE_ENV: 'test' });
  await npm('db:fresh', ['--yes']);
  check('fresh', ask('select count(*) from invoices'), '3');
  const schema = path.join(project, 'drizzle/schema/index.ts');
  fs.appendFileSync(schema, `\nexport const notes = pgTable('notes', { id: integer('id') });\n`);
  await npm('db:generate:named', ['add_notes']);
  check_that('a named migration', fs.existsSync(path.join(project, 'drizzle/migrations/0001_add_notes.sql')));
  await npm('db:migrate:prod');
  check('migrated further', ask(`select to_regclass('notes')`), 'notes');
  check_that('status', /add_notes/.test((await npm('db:status')).out));
  await npm('db:rollback', ['--yes']);
  check('taken back', ask(`select to_regclass('notes')`), '');
  await npm('db:push', ['--yes']);
  check('pushed', ask(`select to_regclass('notes')`), 'notes');
  fs.appendFileSync(schema, `\nexport const more = pgTable('more', { id: integer('id') });\n`);
  await npm('db:push:unsafe', ['--yes'], { NODE_ENV: 'production' });
  check('pushed, whatever it is called', ask(`select to_regclass('more')`), 'more');
  check_that('logs', (await npm('db:logs')).out.includes('ready to accept connections'));
  await npm('db:stop');
  check('scripts that were not run', [...open], []);
}

{
  const { project, npm, own, ask, open } = example('questions');
  s3.objects.write_index('lab-questions', {});
  for (const file of fs.readdirSync(path.join(project, 'data/questions'))) {
    await s3.objects.put('lab-questions', `questions/${file}`, fs.createReadStream(path.join(project, 'data/questions', file)), '');
  }
  await npm('db:start');
  fs.writeFileSync(path.join(project, '.env'), `DATABASE_URL=${own('db', 'url')}\n`);
  await npm('db:generate');
  await npm('db:migrate');
  await npm('aws:auth');
  await npm('data:migrate');
  const applied = Number(ask('select count(*) from data_migrations'));
  check_that('data migrations', applied > 1);
  await npm('db:rollback', ['--steps', '1', '--yes']);
  check('one is taken back', Number(ask('select count(*) from data_migrations')), applied - 1);
  await npm('data:migrate', ['questions']);
  await npm('data:reset', ['--yes']);
  check('all are taken back', ask('select count(*) from data_migrations'), '0');
  await npm('db:status');
  await npm('db:fresh', ['--yes']);
  check('and there again', Number(ask('select count(*) from data_migrations')), applied);
  await npm('db:reset', ['--yes']);
  check('none after a reset', ask(`select to_regclass('data_migrations')`), '');
  await npm('aws:logout');
  fs.appendFileSync(path.join(project, 'src/schemas/questions/schema.ts'), `\nexport const notes = questionsSchema.table('notes', { id: integer('id') });\n`);
  await npm('db:generate:named', ['add_notes']);
  await npm('db:push', ['--yes']);
  check('pushed', ask(`select to_regclass('questions.notes')`), 'questions.notes');
  check_that('logs', (await npm('db:logs')).out.length > 0);
  await npm('db:stop');
  check('scripts that were not run', [...open], []);
}
finish('examples');
