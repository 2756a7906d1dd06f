// A container's agent, an instance's metadata (version 2 only) and STS. Keys say what they were
// asked for, so that a wrong request gives wrong keys.
import http from 'node:http';

const expiration = () => new Date(Date.now() + 3600e3).toISOString().replace(/\.\d+Z/, 'Z');

function sts(request, answer, body) {
  const asked = new URLSearchParams(body), action = asked.get('Action');
  const refuse = (status, code) => {
    answer.writeHead(status, { 'Content-Type': 'text/xml' });
    answer.end(`<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`);
  };
  if (asked.get('Version') !== '2011-06-15' || !asked.get('RoleArn') || !asked.get('RoleSessionName')) return refuse(400, 'ValidationError');
  const [, signer, region] = /Credential=(.*)\/\d{8}\/([^/]+)\/sts\//.exec(request.headers.authorization ?? '') ?? [];
  if (action === 'AssumeRole' && !signer) return refuse(403, 'MissingAuthenticationToken');
  if (action === 'AssumeRoleWithWebIdentity' && (signer || asked.get('WebIdentityToken') !== 'jwt+token')) return refuse(400, 'InvalidIdentityToken');
  if (asked.get('RoleArn').includes('denied')) return refuse(403, 'AccessDenied');
  const session = asked.get('RoleSessionName').replace(/^(sluice|botocore-session)-\d+$/, 'own');
  const keys = [action, asked.get('RoleArn'), session, asked.get('ExternalId'), asked.get('DurationSeconds'), signer, region].join('|');
  answer.writeHead(200, { 'Content-Type': 'text/xml' });
  answer.end(`<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>` +
    `<AccessKeyId>${keys}</AccessKeyId><SecretAccessKey>role&amp;secret</SecretAccessKey><SessionToken>role-token</SessionToken>` +
    `<Expiration>${expiration()}</Expiration></Credentials></${action}Result></${action}Response>`);
}

export async function start_credentials() {
  const options = { log: [], has_role: true };
  let token = null;
  const server = http.createServer(async (request, answer) => {
    let body = '';
    for await (const part of request) body += part;
    const path = request.url, name = `${request.method} ${path}`;
    options.log.push(name);
    const json = (value, status = 200) => { answer.writeHead(status, { 'Content-Type': 'application/json' }); answer.end(JSON.stringify(value)); };
    const text = (value, status = 200) => { answer.writeHead(status, { 'Content-Type': 'text/plain' }); answer.end(value); };
    const keys = (prefix) => ({ AccessKeyId: `${prefix}-key`, SecretAccessKey: `${prefix}/secret`, Token: `${prefix}-token`, Expiration: expiration() });
    if (name === 'GET /container') {
      return request.headers.authorization === 'Bearer container' ? json(keys('container')) : json({ code: 'AccessDenied' }, 401);
    }
    if (name === 'PUT /latest/api/token') {
      if (!request.headers['x-aws-ec2-metadata-token-ttl-seconds']) return text('', 400);
      return text(token = 'metadata-token');
    }
    const roles = '/latest/meta-data/iam/security-credentials/';
    if (path.startsWith(roles)) {
      if (!token || request.headers['x-aws-ec2-metadata-token'] !== token) return text('', 401);
      if (!options.has_role) return text('', 404);
      if (path === roles) return text('lab-role');
      if (path === `${roles}lab-role`) return json({ Code: 'Success', Type: 'AWS-HMAC', ...keys('instance') });
    }
    if (name === 'POST /') return sts(request, answer, body);
    return text('', 404);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${server.address().port}`;
  return { options, url, close: () => { server.closeAllConnections(); server.close(); } };
}
