// Signature Version 4 as S3 checks it: from the request line's bytes as they came.
import { createHash, createHmac } from 'node:crypto';

export class refusal extends Error {
  constructor(status, code, message, { headers = {}, elements = {} } = {}) {
    super(message);
    Object.assign(this, { status, code, headers, elements });
  }
}

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const hmac = (key, text) => createHmac('sha256', key).update(text).digest();

export const encode = (text) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => '%' + c.charCodeAt(0).toString(16).toUpperCase());
const recode = (text) => encode(decodeURIComponent(text));

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/,]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

function canonical_query(query) {
  const pairs = query.split('&').filter(Boolean).map((pair) => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [recode(pair), ''] : [recode(pair.slice(0, equals)), recode(pair.slice(equals + 1))];
  });
  const order = (x, y) => (x < y ? -1 : x > y ? 1 : 0);
  return pairs.sort((x, y) => order(x[0], y[0]) || order(x[1], y[1])).map((pair) => pair.join('=')).join('&');
}

function expect_time(stamp, date, now) {
  if (stamp.slice(0, 8) !== date) throw new refusal(403, 'SignatureDoesNotMatch', 'date and scope differ');
  const time = Date.parse(stamp.replace(/^(....)(..)(..)T(..)(..)(..)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(Math.abs(now - time) < 15 * 60_000)) {
    throw new refusal(403, 'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.');
  }
}

// Throws the refusal that S3 answers with. `keys` maps access keys to { secret, token?, expired? };
// `region` is the bucket's.
export function verify(request, { keys, region, server_region, now }) {
  const given = request.headers.authorization;
  if (!given) throw new refusal(403, 'AccessDenied', 'Access Denied');
  const parts = authorization.exec(given);
  if (!parts) throw new refusal(400, 'AuthorizationHeaderMalformed', 'The authorization header is malformed.');
  const [, access_key, date, signed_region, service, names, signature] = parts;
  const key = keys[access_key];
  if (!key) throw new refusal(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.');
  if (signed_region !== region || service !== 's3') {
    // Another region's endpoint sends on; the right one says what it expects.
    if (region !== server_region) {
      throw new refusal(301, 'PermanentRedirect', 'The bucket must be addressed by its own endpoint.',
        { headers: { 'x-amz-bucket-region': region } });
    }
    throw new refusal(400, 'AuthorizationHeaderMalformed',
      `The authorization header is malformed; the region '${signed_region}' is wrong; expecting '${region}'`,
      { elements: { Region: region } });
  }
  const digest = request.headers['x-amz-content-sha256'];
  if (!digest) throw new refusal(400, 'InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  const stamp = request.headers['x-amz-date'] ?? '';
  expect_time(stamp, date, now);
  const token = request.headers['x-amz-security-token'];
  if (key.token !== undefined && token !== key.token) {
    throw new refusal(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  if (key.expired) throw new refusal(400, 'ExpiredToken', 'The provided token has expired.');

  const signed = names.split(';');
  if ([...signed].sort().join(';') !== names) throw new refusal(403, 'SignatureDoesNotMatch', 'order of headers');
  for (const name of Object.keys(request.headers)) {
    if ((name === 'host' || name.startsWith('x-amz-')) && !signed.includes(name)) {
      throw new refusal(403, 'AccessDenied', `There were headers present in the request which were not signed: ${name}`);
    }
  }
  const [path, query = ''] = request.url.split(/\?(.*)/s);
  const canonical = [
    request.method,
    path.split('/').map(recode).join('/'),
    canonical_query(query),
    ...signed.map((name) => `${name}:${String(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '', names, digest,
  ].join('\n');
  const signing = hmac(hmac(hmac(hmac('AWS4' + key.secret, date), region), service), 'aws4_request');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const expected = hmac(signing, `AWS4-HMAC-SHA256\n${stamp}\n${scope}\n${sha256(canonical)}`).toString('hex');
  if (expected !== signature) {
    throw new refusal(403, 'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.');
  }
}
