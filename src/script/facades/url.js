// URL and URLSearchParams of the WHATWG standard, as far as connection strings, file names and web addresses
// need them; node:url; node:querystring.
import { facade, host, lacking } from './provide.js';

const ports = { 'http:': '80', 'https:': '443', 'ws:': '80', 'wss:': '443', 'ftp:': '21', 'file:': '' };
const special = (protocol) => Object.hasOwn(ports, protocol);

// Percent-encodes what is not ASCII, control characters and `more`.
function escape(text, more) {
  let result = '';
  for (const letter of text) {
    if (letter > '~' || letter <= ' ' || more.includes(letter)) {
      for (const byte of new Uint8Array(host.encode(letter))) result += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    } else {
      result += letter;
    }
  }
  return result;
}
const inFragment = '"<>`';
const inQuery = '"#<>';
const inPath = '"#<>?`{}';
const inUser = '"#<>?`{}/:;=@[\\]^|';

function decodePlus(text) {
  const spaced = text.replace(/\+/g, ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
      const bytes = Uint8Array.from(run.slice(1).split('%'), (pair) => parseInt(pair, 16));
      return host.decode(bytes.buffer, 0, bytes.length);
    });
  }
}
const encodePlus = (text) => encodeURIComponent(text).replace(/%20/g, '+').replace(/[!'()~]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

class URLSearchParams {
  #pairs = [];
  #changed = null;
  constructor(from = '', changed = null) {
    if (typeof from === 'object' && from !== null) {
      const list = typeof from[Symbol.iterator] === 'function' ? from : Object.entries(from);
      for (const [name, value] of list) this.#pairs.push([String(name), String(value)]);
    } else {
      this.#read(String(from));
    }
    this.#changed = typeof changed === 'function' ? changed : null;
  }
  #read(text) {
    this.#pairs = text.replace(/^\?/, '').split('&').filter(Boolean).map((pair) => {
      const equals = pair.indexOf('=');
      return equals < 0 ? [decodePlus(pair), ''] : [decodePlus(pair.slice(0, equals)), decodePlus(pair.slice(equals + 1))];
    });
  }
  #update() {
    if (this.#changed) this.#changed(this.toString());
  }
  get size() { return this.#pairs.length; }
  get(name) { return this.#pairs.find(([other]) => other === name)?.[1] ?? null; }
  getAll(name) { return this.#pairs.filter(([other]) => other === name).map(([, value]) => value); }
  has(name, value) { return this.#pairs.some(([other, text]) => other === name && (value === undefined || text === value)); }
  append(name, value) {
    this.#pairs.push([String(name), String(value)]);
    this.#update();
  }
  set(name, value) {
    const at = this.#pairs.findIndex(([other]) => other === name);
    if (at < 0) this.#pairs.push([String(name), String(value)]);
    else this.#pairs = this.#pairs.filter(([other], index) => other !== name || index === at).map((pair) => (pair[0] === name ? [name, String(value)] : pair));
    this.#update();
  }
  delete(name, value) {
    this.#pairs = this.#pairs.filter(([other, text]) => other !== name || (value !== undefined && text !== value));
    this.#update();
  }
  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.#update();
  }
  forEach(callback, self) { for (const [name, value] of this.#pairs) callback.call(self, value, name, this); }
  * entries() { yield* this.#pairs; }
  * keys() { for (const [name] of this.#pairs) yield name; }
  * values() { for (const [, value] of this.#pairs) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  toString() { return this.#pairs.map(([name, value]) => `${encodePlus(name)}=${encodePlus(value)}`).join('&'); }
}

const invalid = (input) => Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL', input });

function hostOf(text, isSpecial, input) {
  if (text.startsWith('[')) {
    if (!/^\[[0-9a-f:.]+\]$/i.test(text)) throw invalid(input);
    return text.toLowerCase();
  }
  if (!isSpecial) {
    if (/[\s#/<>?@[\\\]^|]/.test(text)) throw invalid(input);
    return escape(text, '');
  }
  let name;
  try {
    name = decodeURIComponent(text).toLowerCase();
  } catch {
    throw invalid(input);
  }
  if (/[\s#%/:<>?@[\\\]^|]/.test(name)) throw invalid(input);
  return name;
}

function pathOf(text, isSpecial) {
  const parts = (isSpecial ? text.replace(/\\/g, '/') : text).split('/').slice(1);
  const kept = [];
  parts.forEach((part, index) => {
    const last = index === parts.length - 1;
    if (/^(\.|%2e){2}$/i.test(part)) {
      kept.pop();
      if (last) kept.push('');
    } else if (/^(\.|%2e)$/i.test(part)) {
      if (last) kept.push('');
    } else {
      kept.push(escape(part, inPath));
    }
  });
  return `/${kept.join('/')}`;
}

function parse(input, base) {
  let rest = input.replace(/^[\u0000- ]+|[\u0000- ]+$/g, '').replace(/[\t\n\r]/g, '');
  const url = { protocol: '', username: '', password: '', hostname: '', port: '', pathname: '', search: '', hash: '', opaque: false, authority: false };
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    url.hash = hash === rest.length - 1 ? '' : `#${escape(rest.slice(hash + 1), inFragment)}`;
    rest = rest.slice(0, hash);
  }
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(rest);
  if (scheme) {
    url.protocol = scheme[0].toLowerCase();
    rest = rest.slice(scheme[0].length);
  } else {
    if (!base) throw invalid(input);
    return relative(url, rest, base);
  }
  const query = rest.indexOf('?');
  if (query >= 0) {
    const text = rest.slice(query + 1);
    url.search = text === '' ? '' : `?${escape(text, special(url.protocol) ? `${inQuery}'` : inQuery)}`;
    rest = rest.slice(0, query);
  }
  const isSpecial = special(url.protocol);
  if (isSpecial) rest = url.protocol === 'file:' && !/^[\\/]{2}/.test(rest) ? `//${rest.startsWith('/') ? '' : '/'}${rest}` : `//${rest.replace(/^[\\/]*/, url.protocol === 'file:' ? (all) => all.slice(2) : '')}`;
  if (!rest.startsWith('//')) {
    url.opaque = !rest.startsWith('/');
    url.pathname = url.opaque ? escape(rest, '').replace(/%20/g, ' ') : pathOf(rest, false);
    return url;
  }
  url.authority = true;
  const slash = rest.slice(2).search(isSpecial ? /[/\\]/ : /\//);
  let authority = slash < 0 ? rest.slice(2) : rest.slice(2, slash + 2);
  const path = slash < 0 ? '' : rest.slice(slash + 2);
  const at = authority.lastIndexOf('@');
  if (at >= 0) {
    const user = authority.slice(0, at);
    const colon = user.indexOf(':');
    url.username = escape(colon < 0 ? user : user.slice(0, colon), inUser);
    url.password = colon < 0 ? '' : escape(user.slice(colon + 1), inUser);
    authority = authority.slice(at + 1);
  }
  const port = /:(\d*)$/.exec(authority);
  if (port && !authority.endsWith(']')) {
    if (Number(port[1]) > 65535) throw invalid(input);
    url.port = port[1] === '' || String(Number(port[1])) === ports[url.protocol] ? '' : String(Number(port[1]));
    authority = authority.slice(0, port.index);
  } else if (/:[^\]]*$/.test(authority) && !authority.endsWith(']')) {
    throw invalid(input);
  }
  if (authority === '' && (at >= 0 || port || (isSpecial && url.protocol !== 'file:'))) throw invalid(input);
  url.hostname = authority === '' ? '' : hostOf(authority, isSpecial, input);
  if (url.protocol === 'file:' && url.hostname === 'localhost') url.hostname = '';
  url.pathname = path === '' ? (isSpecial ? '/' : '') : pathOf(path, isSpecial);
  return url;
}

function relative(url, rest, base) {
  if (base.opaque && rest !== '') throw invalid(rest);
  const isSpecial = special(base.protocol);
  const text = isSpecial ? rest.replace(/^[^?]*/, (path) => path.replace(/\\/g, '/')) : rest;
  if (text.startsWith('//')) return { ...parse(`${base.protocol}${text}`), hash: url.hash };
  const query = text.indexOf('?');
  const path = query < 0 ? text : text.slice(0, query);
  const search = query < 0 ? (path === '' ? base.search : '') : text.length === query + 1 ? '' : `?${escape(text.slice(query + 1), inQuery)}`;
  const folder = base.pathname.slice(0, base.pathname.lastIndexOf('/') + 1) || '/';
  const pathname = path === '' ? base.pathname : pathOf(path.startsWith('/') ? path : folder + path, isSpecial);
  return { ...base, pathname, search, hash: url.hash };
}

class URL {
  #parts;
  #params = null;
  constructor(input, base) {
    this.#parts = parse(String(input), base === undefined ? undefined : parse(String(base)));
  }
  static canParse(input, base) {
    try {
      return Boolean(new URL(input, base));
    } catch {
      return false;
    }
  }
  static parse(input, base) { return URL.canParse(input, base) ? new URL(input, base) : null; }
  get href() {
    const { protocol, username, password, pathname, search, hash, authority } = this.#parts;
    const user = username || password ? `${username}${password ? `:${password}` : ''}@` : '';
    return `${protocol}${authority ? `//${user}${this.host}` : ''}${pathname}${search}${hash}`;
  }
  set href(value) {
    this.#parts = parse(String(value));
    this.#params = null;
  }
  get origin() {
    const { protocol } = this.#parts;
    return special(protocol) && protocol !== 'file:' ? `${protocol}//${this.host}` : 'null';
  }
  get protocol() { return this.#parts.protocol; }
  set protocol(value) { this.#parts.protocol = `${String(value).replace(/:.*$/, '').toLowerCase()}:`; }
  get username() { return this.#parts.username; }
  set username(value) { this.#parts.username = escape(String(value), inUser); }
  get password() { return this.#parts.password; }
  set password(value) { this.#parts.password = escape(String(value), inUser); }
  get host() { return this.#parts.hostname + (this.#parts.port ? `:${this.#parts.port}` : ''); }
  set host(value) {
    const [, name, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?/.exec(String(value));
    this.hostname = name;
    if (port !== undefined) this.port = port;
  }
  get hostname() { return this.#parts.hostname; }
  set hostname(value) { this.#parts.hostname = hostOf(String(value), special(this.protocol), value); }
  get port() { return this.#parts.port; }
  set port(value) {
    const text = String(value);
    this.#parts.port = text === ports[this.protocol] || !/^\d+$/.test(text) ? '' : String(Number(text));
  }
  get pathname() { return this.#parts.pathname; }
  set pathname(value) {
    const text = String(value);
    this.#parts.pathname = pathOf(text.startsWith('/') ? text : `/${text}`, special(this.protocol));
  }
  get search() { return this.#parts.search; }
  set search(value) {
    const text = String(value).replace(/^\?/, '');
    this.#parts.search = text === '' ? '' : `?${escape(text, inQuery)}`;
    this.#params = null;
  }
  get searchParams() {
    this.#params ??= new URLSearchParams(this.#parts.search, (text) => { this.#parts.search = text === '' ? '' : `?${text}`; });
    return this.#params;
  }
  get hash() { return this.#parts.hash; }
  set hash(value) {
    const text = String(value).replace(/^#/, '');
    this.#parts.hash = text === '' ? '' : `#${escape(text, inFragment)}`;
  }
  toString() { return this.href; }
  toJSON() { return this.href; }
  [Symbol.for('nodejs.util.inspect.custom')]() { return `URL { href: '${this.href}' }`; }
}

function fileURLToPath(given) {
  const url = typeof given === 'string' ? new URL(given) : given;
  if (url.protocol !== 'file:') throw Object.assign(new TypeError('The URL must be of scheme file'), { code: 'ERR_INVALID_URL_SCHEME' });
  return decodeURIComponent(url.pathname);
}

const pathToFileURL = (path) => new URL(`file://${facade('path').resolve(path).split('/').map((part) => encodeURIComponent(part)).join('/')}`);

// The old parser of Node, for what still calls it.
function parseOld(text, withQuery) {
  let url;
  try {
    url = new URL(text);
  } catch {
    const [, path, search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text);
    return { protocol: null, host: null, hostname: null, port: null, auth: null, pathname: path, search, hash, query: search.slice(1), path: path + search, href: text };
  }
  const auth = url.username ? decodeURIComponent(url.username) + (url.password ? `:${decodeURIComponent(url.password)}` : '') : null;
  const query = url.search.slice(1);
  return {
    protocol: url.protocol, slashes: true, auth, host: url.host, hostname: url.hostname, port: url.port || null, pathname: url.pathname,
    search: url.search || null, hash: url.hash || null, query: withQuery ? Object.fromEntries(new URLSearchParams(query)) : query || null,
    path: url.pathname + url.search, href: url.href,
  };
}

export const url = () => ({
  URL, URLSearchParams, fileURLToPath, pathToFileURL, parse: parseOld,
  format: (value) => String(value?.href ?? value),
  resolve: (from, to) => new URL(to, new URL(from, 'resolve://')).href.replace(/^resolve:\/\//, ''),
  domainToASCII: (name) => name.toLowerCase(),
  domainToUnicode: (name) => name,
  urlToHttpOptions: ({ protocol, hostname, port, pathname, search, hash, href }) => ({ protocol, hostname, port, pathname, search, hash, href, path: pathname + search }),
  ...lacking('url', ['Url']),
});

export const querystring = () => {
  const parseQuery = (text) => {
    const values = {};
    for (const [name, value] of new URLSearchParams(text)) values[name] = name in values ? [values[name], value].flat() : value;
    return values;
  };
  const stringify = (values) => new URLSearchParams(Object.entries(values ?? {}).flatMap(([name, value]) => [value].flat().map((item) => [name, item]))).toString();
  return { parse: parseQuery, decode: parseQuery, stringify, encode: stringify, escape: encodeURIComponent, unescape: decodeURIComponent };
};
