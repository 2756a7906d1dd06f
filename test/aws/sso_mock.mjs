// IAM Identity Center on one port: the OIDC service and the portal, with what their API's model says
// of requests, answers and errors.
import http from 'node:http';
import { createHash, randomUUID } from 'node:crypto';

class refusal extends Error {
  constructor(status, type, error, description) { super(description); Object.assign(this, { status, type, error }); }
}
const invalid_request = (why) => new refusal(400, 'InvalidRequestException', 'invalid_request', why);

function need(body, ...names) {
  for (const name of names) {
    if (typeof body[name] !== 'string' || body[name] === '') throw invalid_request(`missing ${name}`);
  }
}

class identity_center {
  constructor(options) {
    this.options = options;
    this.clients = new Map();
    this.devices = new Map();
    this.codes = new Map();
    this.tokens = new Map();
    this.refresh_tokens = new Map();
  }

  client(body) {
    const client = this.clients.get(body.clientId);
    if (!client || client.secret !== body.clientSecret) {
      throw new refusal(401, 'InvalidClientException', 'invalid_client', 'The client is not known.');
    }
    return client;
  }

  issue(client, may_refresh) {
    const token = `at-${randomUUID()}`, lifetime = this.options.lifetime;
    this.tokens.set(token, Date.now() + lifetime * 1000);
    const answer = { accessToken: token, expiresIn: lifetime, tokenType: 'Bearer' };
    if (may_refresh) {
      answer.refreshToken = `rt-${randomUUID()}`;
      this.refresh_tokens.set(answer.refreshToken, client);
    }
    return answer;
  }

  bearer(request) {
    const token = request.headers['x-amz-sso_bearer_token'];
    if (!token || !(this.tokens.get(token) > Date.now())) {
      throw new refusal(401, 'UnauthorizedException', null, 'Session token not found or invalid');
    }
    return token;
  }

  'POST /client/register'(request, body) {
    need(body, 'clientName', 'clientType');
    if (body.clientType !== 'public') throw new refusal(400, 'InvalidClientMetadataException', 'invalid_client_metadata', 'clientType');
    if (body.grantTypes?.includes('authorization_code') && !(body.redirectUris?.length && body.issuerUrl)) {
      throw invalid_request('redirectUris and issuerUrl are needed');
    }
    const client = { ...body, id: `cid-${randomUUID()}`, secret: `cs-${randomUUID()}` };
    this.clients.set(client.id, client);
    const now = Math.floor(Date.now() / 1000);
    return { clientId: client.id, clientSecret: client.secret, clientIdIssuedAt: now, clientSecretExpiresAt: now + 90 * 86400 };
  }

  'POST /device_authorization'(request, body) {
    need(body, 'clientId', 'clientSecret', 'startUrl');
    const client = this.client(body);
    if (body.startUrl !== this.options.start_url) throw invalid_request('Invalid start url provided');
    const code = `dc-${randomUUID()}`, user_code = 'ABCD-EFGH', page = `${this.options.url}/device`;
    this.devices.set(code, { client, pending: this.options.pending });
    return { deviceCode: code, userCode: user_code, verificationUri: page, verificationUriComplete: `${page}?user_code=${user_code}`,
      expiresIn: 600, interval: this.options.interval };
  }

  'POST /token'(request, body) {
    need(body, 'clientId', 'clientSecret', 'grantType');
    const client = this.client(body), is_scoped = Boolean(client.scopes?.length);
    const invalid_grant = (why) => new refusal(400, 'InvalidGrantException', 'invalid_grant', why);
    if (body.grantType === 'urn:ietf:params:oauth:grant-type:device_code') {
      const device = this.devices.get(body.deviceCode);
      if (!device || device.client !== client) throw invalid_grant('no such device code');
      if (this.options.deny) throw new refusal(400, 'AccessDeniedException', 'access_denied', 'denied by the user');
      if (this.options.expire) throw new refusal(400, 'ExpiredTokenException', 'expired_token', 'the code has expired');
      if (this.options.slow && !device.was_slow) {
        device.was_slow = true;
        throw new refusal(400, 'SlowDownException', 'slow_down', 'too fast');
      }
      if (device.pending-- > 0) throw new refusal(400, 'AuthorizationPendingException', 'authorization_pending', 'pending');
      this.devices.delete(body.deviceCode);
      return this.issue(client, is_scoped);
    }
    if (body.grantType === 'authorization_code') {
      need(body, 'code', 'redirectUri', 'codeVerifier');
      const given = this.codes.get(body.code);
      this.codes.delete(body.code);
      const challenge = createHash('sha256').update(body.codeVerifier).digest('base64url');
      if (!given || given.client !== client || given.redirect !== body.redirectUri || given.challenge !== challenge) throw invalid_grant('PKCE');
      return this.issue(client, is_scoped);
    }
    if (body.grantType === 'refresh_token') {
      need(body, 'refreshToken');
      if (this.refresh_tokens.get(body.refreshToken) !== client) throw invalid_grant('refresh token');
      this.refresh_tokens.delete(body.refreshToken);
      return this.issue(client, true);
    }
    throw new refusal(400, 'UnsupportedGrantTypeException', 'unsupported_grant_type', body.grantType);
  }

  // What a browser asks for; somebody signs in, and it is sent back.
  'GET /authorize'(request, body, asked) {
    const client = this.clients.get(asked.get('client_id'));
    if (!client || asked.get('response_type') !== 'code' || asked.get('code_challenge_method') !== 'S256' ||
        !/^[\w-]{43}$/.test(asked.get('code_challenge') ?? '') || !asked.get('scopes')) {
      throw invalid_request('authorize');
    }
    const back = new URL(asked.get('redirect_uri')), registered = new URL(client.redirectUris[0]);
    if (back.hostname !== registered.hostname || back.pathname !== registered.pathname) {
      throw new refusal(400, 'InvalidRedirectUriException', 'invalid_redirect_uri', 'redirect_uri');
    }
    if (this.options.deny) {
      back.searchParams.set('error', 'access_denied');
    } else {
      const code = `ac-${randomUUID()}`;
      this.codes.set(code, { client, redirect: asked.get('redirect_uri'), challenge: asked.get('code_challenge') });
      back.searchParams.set('code', code);
    }
    back.searchParams.set('state', this.options.forge_state ? 'forged' : asked.get('state'));
    return { redirect: back.href };
  }

  'GET /federation/credentials'(request, body, asked) {
    this.bearer(request);
    const role = asked.get('role_name'), account = asked.get('account_id');
    if (!role || !account) throw new refusal(400, 'InvalidRequestException', null, 'role_name and account_id');
    if (role === 'Forbidden') throw new refusal(403, 'ForbiddenException', null, 'No access');
    const keys = this.options.keys ?? { access: `SSO-${account}-${role}`, secret: 'sso/secret', token: 'sso-session-token==' };
    return { roleCredentials: { accessKeyId: keys.access, secretAccessKey: keys.secret, sessionToken: keys.token, expiration: Date.now() + 3600e3 } };
  }

  'GET /assignment/accounts'(request) {
    this.bearer(request);
    return { accountList: [{ accountId: '123456789012', accountName: 'lab', emailAddress: 'lab@example.invalid' }] };
  }

  // The page on which a person confirms the code.
  'GET /device'() {
    return {};
  }

  'POST /logout'(request) {
    this.tokens.delete(this.bearer(request));
    return '';
  }
}

// What may be changed while it runs: `pending` (answers before somebody confirms), `interval`,
// `slow`, `deny`, `expire`, `forge_state`, `lifetime` (seconds), `keys`. `log` has every request.
export async function start_sso({ port = 0, start_url = 'https://lab.awsapps.com/start', ...rest } = {}) {
  const options = { start_url, pending: 1, interval: 1, lifetime: 28800, log: [], ...rest };
  const center = new identity_center(options);
  const server = http.createServer(async (request, answer) => {
    const url = new URL(request.url, 'http://here');
    let text = '';
    for await (const part of request) text += part;
    const name = `${request.method} ${url.pathname}`;
    const send = (status, headers, body) => { answer.writeHead(status, headers); answer.end(body); };
    let status = 200;
    try {
      if (typeof center[name] !== 'function') throw new refusal(404, 'UnknownOperationException', null, name);
      let body = {};
      if (text) { try { body = JSON.parse(text); } catch { throw invalid_request('no JSON'); } }
      const made = center[name](request, body, url.searchParams);
      if (made.redirect) send(status = 302, { Location: made.redirect });
      else if (made === '') send(200, {});
      else send(200, { 'Content-Type': 'application/json' }, JSON.stringify(made));
    } catch (why) {
      if (!(why instanceof refusal)) console.error(why);
      status = why.status ?? 500;
      send(status, { 'Content-Type': 'application/json', 'x-amzn-ErrorType': why.type ?? 'InternalServerException' },
        JSON.stringify(why.error ? { error: why.error, error_description: why.message } : { message: why.message, __type: why.type }));
    }
    options.log.push({ name, status, body: text && JSON.parse(text) });
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  options.url = `http://127.0.0.1:${server.address().port}`;
  return { options, center, url: options.url, close: () => { server.closeAllConnections(); server.close(); } };
}
