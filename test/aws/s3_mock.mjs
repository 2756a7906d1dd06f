// A strict S3: every signature is checked, and what S3 refuses it refuses. Objects are files in a
// folder, so that they may be large.
//
//   node s3_mock.mjs --folder DIR --access KEY --secret KEY [--port N] [--token T] [--region R] [--cut-after BYTES]
//
// prints "ready PORT". Buckets are folders: made by PUT, or by hand before.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { encode, refusal, sha256, verify } from './s3_signature.mjs';

const escape = (text) => text.replace(/[<>&'"\t\r\n]/g, (c) => `&#${c.charCodeAt(0)};`);
const element = (name, text) => `<${name}>${text}</${name}>`;
const by_bytes = (x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y));

class store {
  constructor(folder) { this.folder = folder; }
  file(bucket, key) { return path.join(this.folder, bucket, sha256(key)); }
  index(bucket) {
    try { return JSON.parse(fs.readFileSync(path.join(this.folder, bucket, 'index.json'))); } catch { return null; }
  }
  write_index(bucket, index) {
    fs.mkdirSync(path.join(this.folder, bucket), { recursive: true });
    fs.writeFileSync(path.join(this.folder, bucket, 'index.json'), JSON.stringify(index));
  }
  async put(bucket, key, body, digest) {
    const md5 = createHash('md5'), sha = createHash('sha256');
    let size = 0;
    const out = fs.createWriteStream(this.file(bucket, key));
    for await (const part of body) {
      md5.update(part); sha.update(part); size += part.length;
      if (!out.write(part)) await new Promise((done) => out.once('drain', done));
    }
    await new Promise((done) => out.end(done));
    if (/^[0-9a-f]{64}$/.test(digest) && digest !== sha.digest('hex')) {
      throw new refusal(400, 'XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' header does not match what was computed.");
    }
    const index = this.index(bucket);
    index[key] = { size, etag: md5.digest('hex'), changed: new Date().toISOString() };
    this.write_index(bucket, index);
    return index[key];
  }
}

function list(index, bucket, asked) {
  if (asked.get('list-type') !== '2') throw new refusal(501, 'NotImplemented', 'only version 2 of the listing');
  const prefix = asked.get('prefix') ?? '', delimiter = asked.get('delimiter') ?? '';
  const most = Number(asked.get('max-keys') ?? 1000);
  const token = asked.get('continuation-token');
  const after = token ? Buffer.from(token, 'base64').toString() : asked.get('start-after') ?? '';
  const is_encoded = asked.get('encoding-type') === 'url';
  const shown = is_encoded ? (text) => encode(text).replaceAll('%2F', '/').replaceAll('%20', '+') : escape;
  const keys = [], groups = new Set();
  let is_truncated = false, last = '';
  for (const key of Object.keys(index).sort(by_bytes)) {
    if (!key.startsWith(prefix) || (after && by_bytes(key, after) <= 0)) continue;
    if (keys.length + groups.size >= most) { is_truncated = true; break; }
    const end = delimiter ? key.indexOf(delimiter, prefix.length) : -1;
    if (end >= 0) groups.add(key.slice(0, end + delimiter.length)); else keys.push(key);
    last = key;
  }
  const contents = keys.map((key) => element('Contents',
    element('Key', shown(key)) + element('LastModified', index[key].changed) +
    element('ETag', `&quot;${index[key].etag}&quot;`) + element('Size', index[key].size) + element('StorageClass', 'STANDARD')));
  return '<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    element('Name', escape(bucket)) + element('Prefix', shown(prefix)) + element('KeyCount', keys.length + groups.size) +
    element('MaxKeys', most) + (is_encoded ? element('EncodingType', 'url') : '') + element('IsTruncated', is_truncated) +
    (is_truncated ? element('NextContinuationToken', Buffer.from(last).toString('base64')) : '') + contents.join('') +
    [...groups].map((group) => element('CommonPrefixes', element('Prefix', shown(group)))).join('') + '</ListBucketResult>';
}

// Which bytes a Range header asks for: sets status and headers.
function range_of(request, answer, size) {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  let from = 0, to = size - 1;
  if (asked) {
    if (asked[1] === '') from = Math.max(0, size - Number(asked[2]));
    else { from = Number(asked[1]); if (asked[2] !== '') to = Math.min(to, Number(asked[2])); }
    if (from > to) throw new refusal(416, 'InvalidRange', 'The requested range is not satisfiable');
    answer.statusCode = 206;
    answer.setHeader('Content-Range', `bytes ${from}-${to}/${size}`);
  }
  answer.setHeader('Content-Length', to - from + 1);
  return { from, to };
}

function send_file(file, { from, to }, answer, cut_after) {
  if (cut_after && to - from + 1 > cut_after) {
    const part = fs.createReadStream(file, { start: from, end: from + cut_after - 1 });
    part.on('end', () => setTimeout(() => answer.destroy(), 20));
    part.pipe(answer, { end: false });
    return;
  }
  pipeline(fs.createReadStream(file, { start: from, end: to, highWaterMark: 1 << 20 }), answer, () => {});
}

async function respond(request, answer, objects, options) {
  const [raw, query = ''] = request.url.split(/\?(.*)/s);
  const [, bucket, key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(raw).map((part) => decodeURIComponent(part));
  const status = options.failures.shift();
  if (status) throw new refusal(status, status === 503 ? 'SlowDown' : 'InternalError', 'Please reduce your request rate.');
  verify(request, { keys: options.keys, region: options.bucket_regions[bucket] ?? options.region,
    server_region: options.region, now: Date.now() + options.skew });
  if (options.denied.includes(bucket)) throw new refusal(403, 'AccessDenied', 'User is not authorized to perform this action');

  const index = objects.index(bucket);
  if (!key && request.method === 'PUT') {
    if (!index) objects.write_index(bucket, {});
    return answer.end();
  }
  if (!index) throw new refusal(404, 'NoSuchBucket', 'The specified bucket does not exist');
  if (!key && request.method === 'HEAD') return answer.end();
  if (!key && request.method === 'GET') {
    answer.setHeader('Content-Type', 'application/xml');
    return answer.end(list(index, bucket, new URLSearchParams(query)));
  }
  if (request.method === 'PUT') {
    const made = await objects.put(bucket, key, request, request.headers['x-amz-content-sha256']);
    answer.setHeader('ETag', `"${made.etag}"`);
    return answer.end();
  }
  const object = index[key];
  if (!object) throw new refusal(404, 'NoSuchKey', 'The specified key does not exist.');
  answer.setHeader('ETag', `"${object.etag}"`);
  answer.setHeader('Last-Modified', new Date(object.changed).toUTCString());
  answer.setHeader('Accept-Ranges', 'bytes');
  answer.setHeader('Content-Type', 'binary/octet-stream');
  const expected = request.headers['if-match'];
  if (expected && expected !== `"${object.etag}"`) {
    throw new refusal(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  }
  const range = range_of(request, answer, object.size);
  if (request.method === 'HEAD' || range.to < range.from) return answer.end();
  send_file(objects.file(bucket, key), range, answer, options.cut_after);
  options.after_get?.(bucket, key);
}

function refuse(request, answer, why, clock) {
  if (!(why instanceof refusal)) console.error(why);
  if (answer.headersSent) return answer.destroy();
  answer.statusCode = why.status ?? 500;
  for (const name of answer.getHeaderNames()) answer.removeHeader(name);
  answer.setHeader('Date', clock);
  for (const [name, value] of Object.entries(why.headers ?? {})) answer.setHeader(name, value);
  answer.setHeader('Content-Type', 'application/xml');
  const more = Object.entries(why.elements ?? {}).map(([name, text]) => element(name, escape(text))).join('');
  answer.end(request.method === 'HEAD' ? '' : '<?xml version="1.0" encoding="UTF-8"?>\n' +
    element('Error', element('Code', why.code ?? 'InternalError') + element('Message', escape(why.message)) + more + element('RequestId', '1')));
  request.resume();
}

// What may be changed while it runs: `failures` (statuses that the next requests get), `cut_after`
// (bytes), `skew` (of its clock, in ms), `denied` (buckets), `bucket_regions`, `keys`, `after_get`.
// `log` has every request.
export async function start_s3({ folder, keys, region = 'us-east-1', port = 0, ...rest }) {
  const options = { keys, region, failures: [], cut_after: 0, skew: 0, denied: [], bucket_regions: {}, log: [], ...rest };
  const objects = new store(folder);
  const server = http.createServer((request, answer) => {
    options.log.push({ method: request.method, url: request.url, range: request.headers.range });
    const clock = new Date(Date.now() + options.skew).toUTCString();
    answer.setHeader('Date', clock);
    respond(request, answer, objects, options).catch((why) => refuse(request, answer, why, clock));
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  return { options, objects, port: server.address().port, url: `http://127.0.0.1:${server.address().port}`,
    close: () => { server.closeAllConnections(); server.close(); } };
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = {};
  for (let i = 2; i < process.argv.length; i += 2) given[process.argv[i].slice(2)] = process.argv[i + 1];
  const { port } = await start_s3({ folder: given.folder, region: given.region, port: Number(given.port ?? 0),
    cut_after: Number(given['cut-after'] ?? 0), keys: { [given.access]: { secret: given.secret, token: given.token } } });
  console.log('ready', port);
}
