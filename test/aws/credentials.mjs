// Where credentials are found: sluice beside botocore, in chosen cases and in random ones.
//   node credentials.mjs AWS_DRIVER [COUNT [SEED]]
import fs from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { start_credentials } from './credentials_mock.mjs';
import { start_sso } from './sso_mock.mjs';
import { check, check_that, clean_environment, finish, json_lines, python, run, temporary_folder } from './support.mjs';

const [, , driver, count = 120, seed = 1] = process.argv;
const folder = temporary_folder('credentials');
const mock = await start_credentials();
const sso = await start_sso();

// A session that somebody signed in to, for both kinds of profile.
const start_url = sso.options.start_url;
const cache = path.join(folder, '.aws/sso/cache');
fs.mkdirSync(cache, { recursive: true });
sso.center.tokens.set('at-cached', Date.now() + 3600e3);
for (const key of ['labs', start_url]) {
  fs.writeFileSync(path.join(cache, `${createHash('sha1').update(key).digest('hex')}.json`), JSON.stringify({
    startUrl: start_url, region: 'eu-west-1', accessToken: 'at-cached', expiresAt: new Date(Date.now() + 3600e3).toISOString().replace(/\.\d+Z/, 'Z') }));
}
const write = (name, text, mode = 0o600) => { const file = path.join(folder, name); fs.writeFileSync(file, text, { mode }); return file; };
const jwt = write('jwt', 'jwt+token');
const process_file = write('a process.sh', `#!/bin/sh\nprintf '{"Version": 1, "AccessKeyId": "process-%s", "SecretAccessKey": "process/secret", "SessionToken": "process-token"}' "$1"\n`, 0o700);

const session = `[sso-session labs]\nsso_start_url = ${start_url}\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n`;
// What a profile can have. Each gives lines of the config file, or of the credentials file.
const features = {
  static_in_credentials: (name) => ({ credentials: [`aws_access_key_id = shared-${name}`, 'aws_secret_access_key = shared/secret'] }),
  session_in_credentials: (name) => ({ credentials: [`aws_access_key_id = shared-${name}`, 'aws_secret_access_key = s', 'aws_session_token = shared-token'] }),
  static_in_config: (name) => ({ config: [`aws_access_key_id = config-${name}`, 'aws_secret_access_key = config/secret'] }),
  half_in_config: (name) => ({ config: [`aws_access_key_id = half-${name}`] }),
  process: (name) => ({ config: [`credential_process = "${process_file}" '${name} x'`] }),
  sso_legacy: (name) => ({ config: [`sso_start_url = ${start_url}`, 'sso_region = eu-west-1', 'sso_account_id = 123456789012', `sso_role_name = ${name}`] }),
  sso_session: (name) => ({ config: ['sso_session = labs', 'sso_account_id = 123456789012', `sso_role_name = ${name}`] }),
  sso_incomplete: () => ({ config: ['sso_account_id = 123456789012'] }),
  role: (name, other) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`, `source_profile = ${other}`] }),
  role_with_all: (name, other) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`, `source_profile = ${other}`, 'external_id = ext', 'role_session_name = me', 'duration_seconds = 900'] }),
  role_of_environment: (name) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`, 'credential_source = Environment'] }),
  role_of_container: (name) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`, 'credential_source = EcsContainer'] }),
  role_of_instance: (name) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`, 'credential_source = Ec2InstanceMetadata'] }),
  role_of_nobody: (name) => ({ config: [`role_arn = arn:aws:iam::1:role/${name}`] }),
  role_in_credentials: (name, other) => ({ credentials: [`role_arn = arn:aws:iam::1:role/${name}`, `source_profile = ${other}`] }),
  web_identity: (name) => ({ config: [`web_identity_token_file = ${jwt}`, `role_arn = arn:aws:iam::1:role/${name}`] }),
  region: () => ({ config: ['region = eu-central-1'] }),
};
const surroundings = {
  keys: { AWS_ACCESS_KEY_ID: 'env-key', AWS_SECRET_ACCESS_KEY: 'env/secret' },
  session: { AWS_ACCESS_KEY_ID: 'env-key', AWS_SECRET_ACCESS_KEY: 'env/secret', AWS_SESSION_TOKEN: 'env-token' },
  half: { AWS_ACCESS_KEY_ID: 'env-key' },
  web_identity: { AWS_WEB_IDENTITY_TOKEN_FILE: jwt, AWS_ROLE_ARN: 'arn:aws:iam::1:role/env', AWS_ROLE_SESSION_NAME: 'env' },
  container: { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${mock.url}/container`, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer container' },
  instance: { AWS_EC2_METADATA_DISABLED: 'false', AWS_EC2_METADATA_SERVICE_ENDPOINT: `${mock.url}/` },
  region: { AWS_REGION: 'ap-south-1' },
};

let files = 0;
// { profiles: { name: [feature, …] }, around: [name, …], environment, profile }
function made({ profiles = {}, around = [], environment = {}, profile, config = '' }) {
  const text = { config: session + config, credentials: '' };
  for (const [name, has] of Object.entries(profiles)) {
    for (const kind of ['config', 'credentials']) {
      const lines = has.flatMap((feature) => {
        const [which, other = 'a'] = feature.split(':');
        return features[which](name, other)[kind] ?? [];
      });
      const unique = lines.filter((line, i) => lines.findIndex((one) => one.split(' ')[0] === line.split(' ')[0]) === i);
      if (unique.length) text[kind] += `[${kind === 'credentials' || name === 'default' ? '' : 'profile '}${name}]\n${unique.join('\n')}\n`;
    }
  }
  files += 1;
  return { profile, environment: clean_environment(folder, {
    AWS_CONFIG_FILE: write(`${files}.config`, text.config), AWS_SHARED_CREDENTIALS_FILE: write(`${files}.credentials`, text.credentials),
    AWS_ENDPOINT_URL_STS: mock.url, AWS_ENDPOINT_URL_SSO: sso.url, AWS_ENDPOINT_URL_SSO_OIDC: sso.url,
    ...Object.assign({}, ...around.map((name) => surroundings[name])), ...environment }) };
}

const chosen = {
  'nothing at all': {},
  'the environment': { around: ['keys'] },
  'a session in the environment': { around: ['session'] },
  'half a key': { around: ['half'] },
  'the environment before AWS_PROFILE': { around: ['keys'], environment: { AWS_PROFILE: 'a' }, profiles: { a: ['static_in_credentials'] } },
  'a typed profile before the environment': { around: ['keys'], profile: 'a', profiles: { a: ['static_in_credentials'] } },
  'AWS_PROFILE before AWS_DEFAULT_PROFILE': { environment: { AWS_PROFILE: 'a', AWS_DEFAULT_PROFILE: 'b' }, profiles: { a: ['static_in_credentials'], b: ['static_in_config'] } },
  'a profile that is not there': { environment: { AWS_PROFILE: 'none' }, profiles: { a: ['static_in_credentials'] } },
  'credentials before config': { profiles: { default: ['static_in_credentials', 'static_in_config'] } },
  'process before config': { profiles: { default: ['process', 'static_in_config'] } },
  'sso before keys': { profiles: { default: ['sso_session', 'static_in_credentials'] } },
  'sso of old': { profiles: { default: ['sso_legacy'] } },
  'sso without all of it': { profiles: { default: ['sso_incomplete'] } },
  'a role of a role': { profile: 'b', profiles: { a: ['static_in_config', 'region'], c: ['role:a'], b: ['role_with_all:c', 'region'] } },
  'a role of sso': { profile: 'b', profiles: { a: ['sso_session'], b: ['role:a'] } },
  'a role with its own keys': { profile: 'b', profiles: { b: ['role:b', 'static_in_credentials'] } },
  'a role in a circle': { profile: 'b', profiles: { a: ['role:b'], b: ['role:a'] } },
  'a role of itself': { profile: 'b', profiles: { b: ['role:b'] } },
  'a role of nobody': { profile: 'b', profiles: { b: ['role_of_nobody'] } },
  'a role of a profile that is not there': { profile: 'b', profiles: { b: ['role:none'] } },
  'a role of the container': { profile: 'b', around: ['container'], profiles: { b: ['role_of_container'] } },
  'a role of the instance': { profile: 'b', around: ['instance'], profiles: { b: ['role_of_instance'] } },
  'a role of the environment, in another region': { profile: 'b', around: ['keys', 'region'], profiles: { b: ['role_of_environment'] } },
  'web identity of the environment': { around: ['web_identity'] },
  'web identity, and a typed profile': { around: ['web_identity'], profile: 'a', profiles: { a: ['static_in_config'] } },
  'web identity of a profile': { profiles: { default: ['web_identity'] } },
  'a container': { around: ['container', 'instance'] },
  'an instance': { around: ['instance'] },
};

// Numbers that are the same each time (mulberry32).
let state = Number(seed);
function random(below) {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
}
const some = (list, most) => Array.from({ length: random(most + 1) }, () => list[random(list.length)]);
for (let i = 0; i < Number(count); i += 1) {
  const names = ['default', 'a', 'b'];
  const profiles = Object.fromEntries(names.map((name) => [name, ['region', ...some(Object.keys(features), 2)].map((feature) => `${feature}:${names[random(3)]}`)]));
  chosen[`random ${i}`] = { profiles, around: some(Object.keys(surroundings), 2),
    environment: random(3) ? {} : { AWS_PROFILE: names[random(3)] }, profile: random(2) ? names[random(3)] : undefined };
}

const cases = Object.entries(chosen).map(([name, one]) => ({ name, ...made(one) }));
const input = cases.map((one) => `${JSON.stringify(one)}\n`).join('');
const judge = path.join(import.meta.dirname, 'botocore_credentials.py');
const [ours, theirs] = await Promise.all([
  run(driver, ['credentials'], clean_environment(folder), { input }), run(python, [judge], clean_environment(folder), { input })]);
check(`the driver: ${ours.err}`, ours.status, 0);
check(`the judge: ${theirs.err}`, theirs.status, 0);
const [our_lines, their_lines] = [json_lines(ours.out), json_lines(theirs.out)];
const found = {};
cases.forEach((one, i) => {
  const [our, their] = [our_lines[i], their_lines[i]];
  const what = `${one.name}\n${JSON.stringify(chosen[one.name])}\n  sluice:   ${JSON.stringify(our)}\n  botocore: ${JSON.stringify(their)}`;
  // This botocore can't take an [sso-session] of another profile; later ones can.
  if (their.why?.includes('get_frozen_token')) return check(what, our.kind, 'assume-role');
  if (their.error) return check_that(what, our.error);
  check(what, { kind: our.kind, access: our.access, secret: our.secret, token: our.token }, their);
  check_that(`${what}: foreseen`, our.expected === our.kind || (our.expected === '' && our.kind === 'iam-role'));
  found[our.kind] = (found[our.kind] ?? 0) + 1;
});
console.log(JSON.stringify(found));

// What is not supported is refused by its name, and nothing secret is said.
const refusals = {
  mfa_serial: { profiles: { a: ['static_in_config'] }, config: '[profile b]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = a\nmfa_serial = arn:aws:iam::1:mfa/x\n', profile: 'b' },
  login_session: { config: '[profile b]\nlogin_session = arn:aws:iam::1:user/x\n', profile: 'b' },
  AWS_CREDENTIAL_FILE: { environment: { AWS_CREDENTIAL_FILE: '/nowhere' } },
};
const more = {
  'a role that is denied': ['CLOUD.ROLE', { config: '[profile b]\nrole_arn = arn:aws:iam::1:role/denied\nsource_profile = a\n', profiles: { a: ['static_in_config'] }, profile: 'b' }],
  'an sso role that is denied': ['CLOUD.DENIED', { config: `[profile b]\nsso_session = labs\nsso_account_id = 1\nsso_role_name = Forbidden\n`, profile: 'b' }],
  'a session that contradicts': ['CLOUD.CONFIG', { config: '[profile b]\nsso_session = labs\nsso_region = us-east-1\nsso_account_id = 1\nsso_role_name = x\n', profile: 'b' }],
  'a session that is not there': ['CLOUD.CONFIG', { config: '[profile b]\nsso_session = none\nsso_account_id = 1\nsso_role_name = x\n', profile: 'b' }],
  'nobody signed in': ['CLOUD.EXPIRED', { config: '[profile b]\nsso_start_url = https://other\nsso_region = x\nsso_account_id = 1\nsso_role_name = x\n', profile: 'b' }],
  'a process that fails': ['CLOUD.NO_CREDENTIALS', { config: '[profile b]\ncredential_process = sh -c "echo expired >&2; exit 3"\n', profile: 'b' }],
  'a process of another version': ['CLOUD.NO_CREDENTIALS', { config: `[profile b]\ncredential_process = echo '{"Version": 2, "SecretAccessKey": "hidden"}'\n`, profile: 'b' }],
  'a container elsewhere': ['CLOUD.URL', { environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/keys' } }],
  'a token for the container that is wrong': ['CLOUD.NO_CREDENTIALS', { around: ['container'], environment: { AWS_CONTAINER_AUTHORIZATION_TOKEN: 'hidden' } }],
  'a profile nearly named': ['CLOUD.PROFILE', { profiles: { staging: ['region'] }, profile: 'stagin' }],
};
const asked = [...Object.values(refusals), ...Object.values(more).map(([, one]) => one)].map((one) => `${JSON.stringify(made(one))}\n`).join('');
const refused = json_lines((await run(driver, ['credentials'], clean_environment(folder), { input: asked })).out);
Object.keys(refusals).forEach((name, i) => {
  check(name, refused[i].error, 'CLOUD.NOT_SUPPORTED');
  check_that(`${name} is named: ${JSON.stringify(refused[i])}`, refused[i].message.includes(name));
});
check_that('the way out', refused[0].hint.includes('aws configure export-credentials --profile b --format process'));
Object.entries(more).forEach(([name, [code]], i) => {
  const said = refused[i + Object.keys(refusals).length];
  check(`${name}: ${JSON.stringify(said)}`, said.error, code);
  check_that(`${name} keeps secrets`, !JSON.stringify(said).includes('hidden'));
});
check_that('did you mean', refused.at(-1).hint.includes('staging'));
finish('aws.credentials');
