// dotenv, and dotenv-expand: .env files into process.env.
import { environment, facade, host } from './provide.js';

const line = /^\s*(?:export\s+)?([\w.-]+)(?:\s*=\s*?|:\s+?)(\s*'(?:\\'|[^'])*'|\s*"(?:\\"|[^"])*"|\s*`(?:\\`|[^`])*`|[^#\r\n]+)?\s*(?:#.*)?$/gm;

function parse(source) {
  const values = {};
  for (const [, name, raw = ''] of String(source).replace(/\r\n?/g, '\n').matchAll(line)) {
    const text = raw.trim();
    const quote = text[0];
    let value = text.replace(/^(['"`])([\s\S]*)\1$/, '$2');
    if (quote === '"') value = value.replace(/\\n/g, '\n').replace(/\\r/g, '\r');
    values[name] = value;
  }
  return values;
}

function populate(target, values, { override = false } = {}) {
  for (const name of Object.keys(values)) {
    if (override || target[name] === undefined) target[name] = values[name];
  }
  return values;
}

function config(options = {}) {
  const target = options.processEnv ?? environment;
  const paths = [options.path ?? environment.DOTENV_CONFIG_PATH ?? '.env'].flat();
  const parsed = {};
  let error;
  for (const given of paths) {
    const named = String(given instanceof URL ? facade('url').fileURLToPath(given) : given);
    const path = facade('path').resolve(named.replace(/^~(?=\/|$)/, environment.HOME ?? '~'));
    if (host.look(path) === 'f') {
      populate(parsed, parse(host.readText(path)), options);
    } else {
      error = Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT', path });
    }
  }
  populate(target, parsed, options);
  return error ? { parsed, error } : { parsed };
}

let made;
export function dotenv() {
  return (made ??= {
    config, parse, populate, configDotenv: config,
    get: (name) => environment[name],
    _configVault: config,
  });
}

const reference = /(?<!\\)\$(?:\{([^{}]+)\}|([A-Za-z_]\w*))/;

function expandText(text, lookUp) {
  let result = text;
  for (let round = 0; round < 100; round++) {
    const found = reference.exec(result);
    if (found === null) break;
    const [whole, braced, bare] = found;
    const [, name, operator, otherwise] = /^([^:-]+)(:?-)?(.*)$/s.exec(braced ?? bare) ?? [whole, braced];
    const value = lookUp(name);
    const empty = value === undefined || (operator === ':-' && value === '');
    result = result.slice(0, found.index) + (empty ? otherwise ?? '' : value) + result.slice(found.index + whole.length);
  }
  return result.replace(/\\\$/g, '$');
}

export function dotenvExpand() {
  function expand(options = {}) {
    const target = options.processEnv ?? environment;
    const parsed = options.parsed ?? {};
    for (const name of Object.keys(parsed)) {
      const outside = target[name];
      // What the environment had before the file was read stays.
      parsed[name] = outside !== undefined && outside !== parsed[name]
        ? outside
        : expandText(parsed[name], (other) => (other === name ? undefined : target[other] ?? parsed[other]));
    }
    for (const name of Object.keys(parsed)) target[name] = parsed[name];
    return { ...options, parsed };
  }
  return { expand };
}
