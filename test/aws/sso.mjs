// sluice aws auth, status and logout against a mock of IAM Identity Center, which awscli judges
// first; then both share what they signed in to.
//   node sso.mjs SLUICE
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { start_s3 } from './s3_mock.mjs';
import { start_sso } from './sso_mock.mjs';
import { check, check_that, clean_environment, finish, python, run, temporary_folder } from './support.mjs';

const sluice = process.argv[2];
const home = temporary_folder('sso');
const project = path.join(home, 'project');
const role_keys = { access: 'ASIAROLE', secret: 'role/secret', token: 'role-session-token==' };
const sso = await start_sso({ keys: role_keys });
const s3 = await start_s3({ folder: path.join(home, 'objects'), region: 'eu-west-1', keys: { ASIAROLE: { secret: role_keys.secret, token: role_keys.token } } });
s3.objects.write_index('lab-data', {});
const { options } = sso;

fs.mkdirSync(path.join(project, '.git'), { recursive: true });
fs.writeFileSync(path.join(project, 'data-sources.json'), JSON.stringify({ bucket: 'lab-data', region: 'eu-west-1', sources: {} }));
fs.mkdirSync(path.join(home, '.aws'));
fs.writeFileSync(path.join(home, '.aws/config'), `
[default]
sso_session = labs
sso_account_id = 123456789012
sso_role_name = Reader
region = eu-west-1

[profile legacy]
sso_start_url = ${options.start_url}
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Reader

[profile forbidden]
sso_session = labs
sso_account_id = 123456789012
sso_role_name = Forbidden

[profile wrong]
sso_start_url = https://typo.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Reader

[profile onrole]
role_arn = arn:aws:iam::1:role/x
source_profile = default

[sso-session labs]
sso_start_url = ${options.start_url}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access
`);
const cache = path.join(home, '.aws/sso/cache');
const token_file = (key) => path.join(cache, `${createHash('sha1').update(key).digest('hex')}.json`);
const session_file = token_file('labs'), legacy_file = token_file(options.start_url);
const token_in = (file) => JSON.parse(fs.readFileSync(file));
const mode_of = (file) => (fs.statSync(file).mode & 0o777).toString(8);

// A browser that signs in: it goes where it is sent.
const browser = path.join(home, 'browser');
fs.writeFileSync(browser, `#!${process.execPath}\nfetch(process.argv[2]).then((answer) => answer.text()).then((text) => require('fs').writeFileSync(${JSON.stringify(path.join(home, 'page'))}, text));\n`, { mode: 0o755 });

const secrets = () => [role_keys.secret, role_keys.token, ...sso.center.tokens.keys(), ...sso.center.refresh_tokens.keys(),
  ...[...sso.center.clients.values()].map((client) => client.secret)];
async function aws(words, more = {}) {
  const environment = clean_environment(home, { AWS_ENDPOINT_URL_SSO: sso.url, AWS_ENDPOINT_URL_SSO_OIDC: sso.url, AWS_ENDPOINT_URL_S3: s3.url, ...more });
  process.chdir(project);
  const done = await run(sluice, ['aws', ...words], environment);
  for (const secret of secrets()) check_that(`sluice aws ${words.join(' ')} keeps secrets`, !`${done.out}${done.err}`.includes(secret));
  return { ...done, out: String(done.out), requests: options.log.splice(0).map((one) => `${one.name} ${one.status}`) };
}
const json = async (words, more) => {
  const done = await aws([...words, '--json'], more);
  check_that(`sluice aws ${words.join(' ')}: ${done.out}${done.err}`, done.out.startsWith('{'));
  return { ...done, said: JSON.parse(done.out) };
};
const refused = async (what, words, code, status, more) => {
  const done = await json(words, more);
  check(`${what}: ${done.out}${done.err}`, [done.said.error?.code, done.status], [code, status]);
  return done.said.error;
};
const cli = (words) => run(python, [path.join(import.meta.dirname, 'awscli_sso.py'), sso.url, ...words], clean_environment(home));

const judged = await cli(['judge']);
check(`awscli finds the mock like AWS: ${judged.err}`, JSON.parse(judged.out || '{}'), { shown: 2, code: 'ABCD-EFGH' });
options.log.length = 0;

// Nobody is signed in yet.
const before = await json(['status']);
check('status asks nobody', before.requests, []);
check('signed out', [before.said.status, before.said.kind, before.said.session.valid, before.said.bucket.name], ['signedOut', 'sso', false, 'lab-data']);
await refused('a build is not asked', ['auth'], 'CLOUD.SIGN_IN', 2, { CI: 'true' });
await refused('--no-input', ['auth', '--no-input'], 'CLOUD.SIGN_IN', 2);
await refused('what needs it says so', ['status', '--check'], 'CLOUD.EXPIRED', 3);
options.log.length = 0;

// The device flow: pending, too fast, then confirmed.
options.pending = 1;
const signed_in = await aws(['auth', '--no-browser']);
check(`auth: ${signed_in.err}`, signed_in.status, 0);
check_that(`the address and the code: ${signed_in.err}`, signed_in.err.includes(`${sso.url}/device?user_code=ABCD-EFGH`) && signed_in.err.includes('ABCD-EFGH'));
check('what was asked', signed_in.requests, ['POST /client/register 200', 'POST /device_authorization 200', 'POST /token 400', 'POST /token 200', 'GET /federation/credentials 200']);
check_that(`until when: ${signed_in.err}`, /signed in to labs .* until \d{4}-\d\d-\d\d \d\d:\d\d, in (7 h 59|8 h 0) min/.test(signed_in.err));
check_that(`the bucket: ${signed_in.err}`, signed_in.err.includes('s3://lab-data can be read (eu-west-1'));
check('whose files', [mode_of(session_file), mode_of(cache), mode_of(path.dirname(cache))], ['600', '700', '700']);
check('members of the file', Object.keys(token_in(session_file)), ['startUrl', 'region', 'accessToken', 'expiresAt', 'clientId', 'clientSecret', 'registrationExpiresAt', 'refreshToken']);
check('no file is left over', fs.readdirSync(cache), [path.basename(session_file)]);

// It is valid: nobody is asked again, and awscli uses it.
const again = await json(['auth']);
check('only credentials are asked for', again.requests, ['GET /federation/credentials 200']);
check('what is said', [again.said.status, again.said.session.valid, again.said.bucket.readable, again.said.bucket.region], ['valid', true, true, 'eu-west-1']);
const by_cli = await cli(['credentials', 'default']);
check(`awscli uses our session: ${by_cli.err}`, JSON.parse(by_cli.out || '{}'), { access: 'ASIAROLE', token: role_keys.token });
options.log.length = 0;
const valid = await json(['status']);
check('status asks nobody still', [valid.requests, valid.said.status, valid.said.session.expiresAt], [[], 'valid', token_in(session_file).expiresAt]);

// Soon over: refreshed without anybody; and awscli goes on with what came of it.
const change_token = (file, change) => fs.writeFileSync(file, JSON.stringify({ ...token_in(file), ...change }));
const in_seconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString().replace(/\.\d+Z/, 'Z');
change_token(session_file, { expiresAt: in_seconds(300) });
const old_token = token_in(session_file).accessToken;
const refreshed = await aws(['auth']);
check(`refreshed: ${refreshed.err}`, refreshed.requests, ['POST /token 200', 'GET /federation/credentials 200']);
check_that('another token', token_in(session_file).accessToken !== old_token);
check('awscli goes on', JSON.parse((await cli(['credentials', 'default'])).out).access, 'ASIAROLE');
options.log.length = 0;
// A refresh that fails leaves what is still valid.
change_token(session_file, { expiresAt: in_seconds(300), refreshToken: 'rt-unknown' });
check('not refreshed, and valid', (await aws(['auth'])).requests.at(-1), 'GET /federation/credentials 200');
// Expired, as an older AWS CLI wrote it.
change_token(session_file, { expiresAt: in_seconds(-10).replace('Z', 'UTC') });
check('expired', (await json(['status'])).said.status, 'expired');

// With this machine's browser (PKCE).
const with_browser = await aws(['auth'], { BROWSER: browser });
check(`by browser: ${with_browser.err}`, with_browser.status, 0);
check('by code', with_browser.requests.slice(-4), ['POST /client/register 200', 'GET /authorize 302', 'POST /token 200', 'GET /federation/credentials 200']);
check_that('the page', fs.readFileSync(path.join(home, 'page'), 'utf8').includes('You are signed in'));
check_that('it can be refreshed', token_in(session_file).refreshToken.startsWith('rt-'));
options.forge_state = true;
const forged = await refused('a forged answer', ['auth', '--force', '--timeout', '1s'], 'CLOUD.SIGN_IN', 3, { BROWSER: browser });
check_that('what then helps', forged.hint.includes('--use-device-code'));
options.forge_state = false;
options.deny = true;
await refused('denied in the browser', ['auth', '--force'], 'CLOUD.SIGN_IN', 3, { BROWSER: browser });
await refused('denied', ['auth', '--force', '--use-device-code'], 'CLOUD.SIGN_IN', 3);
options.deny = false;
options.expire = true;
await refused('too late', ['auth', '--force'], 'CLOUD.SIGN_IN', 3);
options.expire = false;
options.pending = 1000;
await refused('nobody there', ['auth', '--force', '--timeout', '2s'], 'CLOUD.SIGN_IN', 3);
options.pending = 0;
check('what was valid still is', (await json(['status'])).said.status, 'valid');

// A profile of old; the browser is for sessions alone.
options.slow = true;
const legacy = await aws(['auth', '--profile', 'legacy'], { BROWSER: browser });
check(`legacy: ${legacy.err}`, legacy.requests.filter((one) => one !== 'GET /device 200'), ['POST /client/register 200', 'POST /device_authorization 200', 'POST /token 400', 'POST /token 200', 'GET /federation/credentials 200']);
options.slow = false;
check('no refresh token', 'refreshToken' in token_in(legacy_file), false);
check('awscli uses it', JSON.parse((await cli(['credentials', 'legacy'])).out).access, 'ASIAROLE');

// The other way: awscli signs in, and ours uses it.
for (const name of ['labs', undefined]) {
  fs.rmSync(name ? session_file : legacy_file);
  const done = await cli(['login', ...(name ? [name] : [])]);
  check(`awscli signs in: ${done.err}`, done.status, 0);
  options.log.length = 0;
  const used = await aws(['auth', '--profile', name ? 'default' : 'legacy']);
  check(`its session is used: ${used.err}`, used.requests, ['GET /federation/credentials 200']);
}

// What is refused.
await refused('a role of others', ['auth', '--profile', 'forbidden'], 'CLOUD.DENIED', 3);
await refused('a wrong start URL', ['auth', '--profile', 'wrong'], 'CLOUD.SSO', 3);
await refused('no such profile', ['auth', '--profile', 'defautl'], 'CLOUD.PROFILE', 3);
await refused('no such bucket', ['auth', '--bucket', 'none'], 'CLOUD.NO_BUCKET', 3);
s3.options.denied.push('lab-data');
check_that('signed in, and not allowed', (await refused('denied', ['auth'], 'CLOUD.DENIED', 3)).hint.includes('s3:ListBucket'));
s3.options.denied.length = 0;
const region = await json(['auth', '--region', 'us-east-1']);
check('the bucket is found wherever it is', region.said.bucket.region, 'eu-west-1');
const keys = await json(['status'], { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hidden' });
check('keys of the environment go first', [keys.said.kind, keys.said.session], ['env', null]);
check('the session of a role', (await json(['status', '--profile', 'onrole'])).said.session.name, 'labs');

// Signing out: tokens, and what awscli kept of them; not its other files.
const role_cache = path.join(home, '.aws/cli/cache');
fs.mkdirSync(role_cache, { recursive: true });
fs.writeFileSync(path.join(role_cache, 'sso.json'), JSON.stringify({ ProviderType: 'sso', Credentials: {} }));
fs.writeFileSync(path.join(role_cache, 'role.json'), JSON.stringify({ Credentials: {} }));
fs.writeFileSync(path.join(role_cache, 'broken.json'), '{');
const registrations = fs.readdirSync(cache).filter((name) => !('accessToken' in token_in(path.join(cache, name))));
check_that('awscli kept its registrations', registrations.length === 2);
const live = [session_file, legacy_file].map((file) => token_in(file).accessToken);
const out = await json(['logout']);
check('signed out', [out.said.sessions, out.said.roleCredentials, out.said.notTold], [2, 1, 0]);
check('AWS was told', out.requests, ['POST /logout 200', 'POST /logout 200']);
check('no token is valid', live.some((token) => sso.center.tokens.has(token)), false);
check('what is left', [fs.readdirSync(cache).sort(), fs.readdirSync(role_cache).sort()], [registrations.sort(), ['broken.json', 'role.json']]);
check('twice', (await aws(['logout'])).err.trim(), 'nobody was signed in');
check_that('awscli is signed out too', (await cli(['credentials', 'default'])).status !== 0);
finish('aws.sso');
