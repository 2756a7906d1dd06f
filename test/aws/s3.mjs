// The S3 client against a strict S3, which the real awscli judges first.
//   node s3.mjs AWS_DRIVER
import fs from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { start_s3 } from './s3_mock.mjs';
import { aws, check, check_that, clean_environment, finish, json_lines, run, temporary_folder } from './support.mjs';

const driver = process.argv[2];
const folder = temporary_folder('s3');
const server = await start_s3({ folder: path.join(folder, 'objects'), keys: { AKIATEST: { secret: 'se/cr+et' }, ASIATEST: { secret: 'other', token: 'tok/en==' } } });
const { options } = server;
const environment = (more) => clean_environment(folder, {
  AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'se/cr+et', AWS_ENDPOINT_URL: server.url, AWS_DEFAULT_REGION: 'us-east-1', ...more });
const ask = (words, more) => run(driver, words, environment(more));
const cli = async (...words) => {
  const done = await run(aws, ['--endpoint-url', server.url, ...words], environment());
  check(`aws ${words.join(' ')}: ${done.err}`, done.status, 0);
  return done;
};
const refused = async (what, words, code, more) => {
  const done = await ask(words, more);
  const said = json_lines(done.err).at(-1);
  check(`${what}: ${done.err}`, said.code, code);
  for (const secret of ['se/cr+et', 'tok/en==']) check_that(`${what} keeps secrets`, !done.err.includes(secret));
  return said;
};

// Keys that a client gets wrong which normalizes, encodes twice, or not at all.
const hard_keys = ['plain.txt', 'a//b', './x', 'a/../b', 'a/./b', 'with space', 'plus+plus', 'pct%41', 'question?mark',
  'hash#mark', 'tilde~', 'star*', 'equals=&and', `quotes'"`, 'grün/日本/😀', ';:@,$', 'back\\slash', '{}[]|^`<>', 'folder/', 'tab\tx'];

const random = randomBytes(700_000);
const random_file = path.join(folder, 'random.bin');
fs.writeFileSync(random_file, random);

// The judge: what awscli puts, gets and lists is what is there.
await cli('s3api', 'create-bucket', '--bucket', 'bucket');
await cli('s3', 'cp', random_file, 's3://bucket/by aws+cli%41.bin');
await cli('s3', 'cp', 's3://bucket/by aws+cli%41.bin', path.join(folder, 'back.bin'));
check('what awscli gets back', fs.readFileSync(path.join(folder, 'back.bin')).equals(random), true);

for (const key of hard_keys) {
  await server.objects.put('bucket', key, [Buffer.from(`content of ${key}`)], '');
}
const all_keys = [...hard_keys, 'by aws+cli%41.bin'].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
const by_cli = JSON.parse((await cli('s3api', 'list-objects-v2', '--bucket', 'bucket', '--page-size', '3', '--output', 'json')).out);
check('what awscli lists', by_cli.Contents.map((one) => one.Key), all_keys);

// Ours.
for (const key of hard_keys) {
  const got = await ask(['get', `s3://bucket/${key}`]);
  check(`get ${key}: ${got.err}`, String(got.out), `content of ${key}`);
}
const listed = json_lines((await ask(['list', 'bucket', ''])).out);
check('what is listed', listed.map((one) => one.key), all_keys);
check('a prefix', json_lines((await ask(['list', 'bucket', 'a/'])).out).map((one) => one.key), ['a/../b', 'a/./b', 'a//b'].sort());
const page_index = {};
for (let i = 0; i < 2100; i += 1) page_index[`page/${String(i).padStart(5, '0')}`] = { size: i, etag: 'e', changed: new Date(0).toISOString() };
server.objects.write_index('pages', page_index);
const pages = json_lines((await ask(['list', 'pages', 'page/'])).out);
check('three pages', [pages.length, pages[0].size, pages.at(-1).size, new Set(pages.map((one) => one.key)).size], [2100, 0, 2099, 2100]);

const seen = JSON.parse((await ask(['look', 's3://bucket/by aws+cli%41.bin'])).out);
check('a look', [seen.size, seen.etag.length], [random.length, 34]);
await server.objects.put('bucket', 'empty', [], '');
const empty = await ask(['get', 's3://bucket/empty']);
check('an empty object', [empty.status, empty.out.length, json_lines(empty.err)[0].size], [0, 0, 0]);

// Connections that break: every byte once.
options.cut_after = 90_000;
options.log.length = 0;
const cut = await ask(['get', 's3://bucket/by aws+cli%41.bin']);
check(`resumed: ${cut.err}`, cut.out.equals(random), true);
check('from where it was', options.log.map((one) => one.range), [undefined, 90, 180, 270, 360, 450, 540, 630].map((from) => from && `bytes=${from}000-`));
options.failures = [503, 500];
options.log.length = 0;
check('errors that pass', (await ask(['get', 's3://bucket/by aws+cli%41.bin'])).out.equals(random), true);
check('each was asked again', options.log.length, 8 + 2);
options.after_get = () => {
  options.after_get = undefined;
  const index = server.objects.index('bucket');
  index['by aws+cli%41.bin'].etag = 'changed';
  setTimeout(() => server.objects.write_index('bucket', index), 5);
};
const replaced = await refused('replaced in the middle', ['get', 's3://bucket/by aws+cli%41.bin'], 'CLOUD.CHANGED');
check_that('says what to do', replaced.hint.includes('run again'));
options.cut_after = 0;
options.failures = [503, 503, 503, 503, 503];
await refused('a server that never can', ['verify', 'bucket'], 'CLOUD.BUSY');
options.failures = [];

// Regions: told by a redirect or by an error; each bucket has its own.
options.bucket_regions.pages = 'eu-west-1';
for (const [bucket, region, expected] of [['bucket', 'eu-central-1', 'us-east-1'], ['pages', 'us-east-1', 'eu-west-1']]) {
  const done = await ask(['verify', bucket], { AWS_REGION: region });
  check(`${bucket}: ${done.err}`, JSON.parse(done.out).region, expected);
}
check('a redirected HEAD', (await ask(['look', 's3://bucket/plain.txt'], { AWS_REGION: 'eu-west-1' })).status, 0);

// What is refused, and what is said then.
await refused('no such key', ['get', 's3://bucket/nope'], 'CLOUD.NOT_FOUND');
await refused('no such key, by HEAD', ['look', 's3://bucket/nope'], 'CLOUD.NOT_FOUND');
await refused('no such bucket', ['verify', 'nope'], 'CLOUD.NO_BUCKET');
await refused('a wrong secret', ['verify', 'bucket'], 'CLOUD.CREDENTIALS', { AWS_SECRET_ACCESS_KEY: 'wrong' });
await refused('an unknown key', ['look', 's3://bucket/plain.txt'], 'CLOUD.CREDENTIALS', { AWS_ACCESS_KEY_ID: 'AKIANONE' });
options.denied.push('pages');
await refused('not allowed', ['verify', 'pages'], 'CLOUD.DENIED', { AWS_REGION: 'eu-west-1' });
const session = { AWS_ACCESS_KEY_ID: 'ASIATEST', AWS_SECRET_ACCESS_KEY: 'other', AWS_SESSION_TOKEN: 'tok/en==' };
check('a session', (await ask(['verify', 'bucket'], session)).status, 0);
await refused('another session', ['verify', 'bucket'], 'CLOUD.CREDENTIALS', { ...session, AWS_SESSION_TOKEN: 'x' });
options.keys.ASIATEST.expired = true;
await refused('an expired session', ['verify', 'bucket'], 'CLOUD.EXPIRED', session);
options.skew = 3_600_000;
const skewed = await refused('a wrong clock', ['verify', 'bucket'], 'CLOUD.CLOCK');
check_that(`says how wrong: ${skewed.detail}`, /3(599|600|601) seconds behind/.test(skewed.detail));
options.skew = 0;
await refused('nobody there', ['get', 's3://bucket/x'], 'CLOUD.CONNECT', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:1' });
await refused('no URL', ['get', 's3://bucket/x'], 'CLOUD.URL', { AWS_ENDPOINT_URL_S3: 'localhost:9000' });

// Plain HTTP: redirects, parts, ends that are known.
const web = http.createServer((request, answer) => {
  const file = Buffer.concat([random, random]);
  const [, from] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
  const name = request.url.split('?')[0];
  if (name === '/moved') return answer.writeHead(302, { Location: '/file?signature=hidden' }).end();
  if (name === '/circle') return answer.writeHead(307, { Location: '/circle' }).end();
  if (name === '/endless') { answer.useChunkedEncodingByDefault = false; answer.shouldKeepAlive = false; answer.write('part'); return answer.socket.end(); }
  if (name === '/chunked') { for (let i = 0; i < 100; i += 1) answer.write('line\n'); return answer.end(); }
  if (name !== '/file' && name !== '/whole') return answer.writeHead(404).end();  // the second knows no parts
  if (name === '/file' && from) answer.writeHead(206, { ETag: '"v1"', 'Content-Range': `bytes ${from}-${file.length - 1}/${file.length}`, 'Content-Length': file.length - from });
  else answer.writeHead(200, { ETag: '"v1"', 'Content-Length': file.length });
  answer.write(file.subarray(Number(name === '/file' ? from ?? 0 : 0)).subarray(0, 500_000));
  if (name === '/file' && Number(from ?? 0) + 500_000 >= file.length) return answer.end();
  setTimeout(() => answer.destroy(), 20);
});
await new Promise((done) => web.listen(0, '127.0.0.1', done));
const site = `http://127.0.0.1:${web.address().port}`;
const moved = await ask(['get', `${site}/moved?token=hidden`]);
check(`a redirect, and parts: ${moved.err}`, [moved.out.length, moved.out.subarray(0, random.length).equals(random)], [2 * random.length, true]);
check('chunks', (await ask(['get', `${site}/chunked`])).out.length, 500);
await refused('no end is known', ['get', `${site}/endless`], 'CLOUD.NO_LENGTH');
await refused('no parts', ['get', `${site}/whole`], 'CLOUD.CUT');
await refused('a circle', ['get', `${site}/circle`], 'CLOUD.REFUSED');
const missing = await refused('nothing there', ['get', `${site.replace('//', '//user:hidden@')}/none?key=hidden`], 'CLOUD.NOT_FOUND');
check_that(`nothing secret: ${JSON.stringify(missing)}`, !JSON.stringify(missing).includes('hidden'));
// Encrypted, with a root certificate of one's own.
const certificate = path.join(folder, 'certificate.pem'), key = path.join(folder, 'key.pem');
const made = await run('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost',
  '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate], environment());
check(`openssl: ${made.err}`, made.status, 0);
const safe = https.createServer({ key: fs.readFileSync(key), cert: fs.readFileSync(certificate) }, (request, answer) => answer.end('safe'));
await new Promise((done) => safe.listen(0, '127.0.0.1', done));
const safe_url = `https://localhost:${safe.address().port}/file`;
await refused('a certificate that nobody vouches for', ['get', safe_url], 'CLOUD.TLS');
check('one that is vouched for', String((await ask(['get', safe_url], { AWS_CA_BUNDLE: certificate })).out), 'safe');
finish('aws.s3');
