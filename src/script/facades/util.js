// node:util
import { facade, host, lacking } from './provide.js';

const custom = Symbol.for('nodejs.util.inspect.custom');
const isObject = (value) => typeof value === 'object' && value !== null;
const tagOf = (value) => Object.prototype.toString.call(value).slice(8, -1);

const quoted = (text) => {
  const quote = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes('`') ? '`' : "'";
  const escaped = JSON.stringify(text).slice(1, -1).replace(/\\"/g, '"');
  return quote + (quote === "'" ? escaped.replace(/'/g, "\\'") : escaped) + quote;
};
const keyText = (key) => (typeof key === 'symbol' ? `[${String(key)}]` : /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key));

function inspectWithin(value, depth, seen) {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') {
    const kind = Object.getOwnPropertyDescriptor(value, 'prototype')?.writable === false ? 'class' : 'Function';
    return value.name ? `[${kind}${kind === 'class' ? '' : ':'} ${value.name}]` : `[${kind} (anonymous)]`;
  }
  if (!isObject(value)) return String(value);
  if (typeof value[custom] === 'function' && value[custom] !== inspect) {
    const made = value[custom](depth, { depth }, inspect);
    return typeof made === 'string' ? made : inspectWithin(made, depth, seen);
  }
  if (value instanceof Error) return value.stack?.includes(value.message) ? value.stack : String(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (seen.includes(value)) return '[Circular *1]';
  const name = value.constructor?.name ?? '[Object: null prototype]';
  if (depth < 0) return Array.isArray(value) ? '[Array]' : `[${name}]`;
  const within = [...seen, value];
  const inner = (item) => inspectWithin(item, depth - 1, within);
  let parts;
  let open = '{';
  let close = '}';
  if (Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value)) {
    [open, close] = ['[', ']'];
    parts = Array.from(value.slice(0, 100), inner);
    if (value.length > 100) parts.push(`... ${value.length - 100} more items`);
    if (!Array.isArray(value)) open = `${name}(${value.length}) [`;
  } else if (value instanceof Map) {
    open = `Map(${value.size}) {`;
    parts = Array.from(value, ([key, item]) => `${inner(key)} => ${inner(item)}`);
  } else if (value instanceof Set) {
    open = `Set(${value.size}) {`;
    parts = Array.from(value, inner);
  } else {
    if (name !== 'Object') open = `${name} {`;
    parts = Reflect.ownKeys(value).filter((key) => Object.getOwnPropertyDescriptor(value, key)?.enumerable).map((key) => {
      const { get, set } = Object.getOwnPropertyDescriptor(value, key);
      return `${keyText(key)}: ${get ? (set ? '[Getter/Setter]' : '[Getter]') : inner(value[key])}`;
    });
  }
  if (parts.length === 0) return `${open}${close}`;
  const line = `${open} ${parts.join(', ')} ${close}`;
  return line.length <= 76 && !line.includes('\n') ? line : `${open}\n${parts.map((part) => `  ${part.replace(/\n/g, '\n  ')}`).join(',\n')}\n${close}`;
}

function inspect(value, options) {
  const depth = typeof options === 'object' && options !== null ? options.depth : 2;
  return inspectWithin(value, depth === null ? Infinity : depth ?? 2, []);
}
inspect.custom = custom;
inspect.defaultOptions = {};

function format(first, ...rest) {
  let text = '';
  if (typeof first === 'string') {
    text = first.replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === '%%') return '%';
      if (rest.length === 0) return mark;
      const value = rest.shift();
      switch (mark) {
        case '%s': return typeof value === 'string' ? value : inspect(value, { depth: 0 });
        case '%d': return typeof value === 'bigint' ? `${value}n` : String(Number(value));
        case '%i': return String(parseInt(value, 10));
        case '%f': return String(parseFloat(value));
        case '%j': return JSON.stringify(value);
        case '%c': return '';
        default: return inspect(value);
      }
    });
  } else if (first !== undefined || rest.length > 0) {
    text = inspect(first);
  }
  for (const value of rest) text += ` ${typeof value === 'string' ? value : inspect(value)}`;
  return text;
}

function equal(a, b, seen) {
  if (Object.is(a, b)) return true;
  if (!isObject(a) || !isObject(b) || Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (seen.some(([x, y]) => x === a && y === b)) return true;
  const within = [...seen, [a, b]];
  if (a instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof RegExp) return String(a) === String(b);
  if (a instanceof Map || a instanceof Set) return equal([...a], [...b], within);
  const keys = Reflect.ownKeys(a);
  return keys.length === Reflect.ownKeys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key], within));
}

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(text = '') { return new Uint8Array(host.encode(String(text))); }
  encodeInto(text, target) {
    const bytes = this.encode(text).subarray(0, target.length);
    target.set(bytes);
    return { read: text.length, written: bytes.length };
  }
}

class TextDecoder {
  constructor(encoding = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    this.encoding = String(encoding).toLowerCase();
    Object.assign(this, { fatal, ignoreBOM });
  }
  decode(bytes = new Uint8Array()) {
    const view = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
    const { Buffer } = facade('buffer');
    const text = Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString(this.encoding);
    if (this.fatal && text.includes('\ufffd')) throw new TypeError('The encoded data was not valid for encoding utf-8');
    return text.charCodeAt(0) === 0xfeff && !this.ignoreBOM ? text.slice(1) : text;
  }
}

export const utilTypes = () => {
  const types = {
    isProxy: () => false,
    isTypedArray: (value) => ArrayBuffer.isView(value) && !(value instanceof DataView),
    isArrayBufferView: ArrayBuffer.isView,
    isAnyArrayBuffer: (value) => ['ArrayBuffer', 'SharedArrayBuffer'].includes(tagOf(value)),
    isNativeError: (value) => value instanceof Error,
    isBoxedPrimitive: (value) => isObject(value) && ['Number', 'String', 'Boolean', 'Symbol', 'BigInt'].includes(tagOf(value)),
  };
  for (const name of ['Date', 'RegExp', 'Promise', 'Map', 'Set', 'WeakMap', 'WeakSet', 'ArrayBuffer', 'DataView', 'Uint8Array',
    'SharedArrayBuffer', 'AsyncFunction', 'GeneratorFunction']) types[`is${name}`] = (value) => tagOf(value) === name;
  return types;
};

const promisified = Symbol.for('nodejs.util.promisify.custom');
function promisify(call) {
  if (typeof call !== 'function') throw new TypeError('The "original" argument must be of type function');
  return call[promisified] ?? function later(...values) {
    return new Promise((resolve, reject) => {
      call.call(this, ...values, (error, value) => (error ? reject(error) : resolve(value)));
    });
  };
}
promisify.custom = promisified;

export const util = () => ({
  inspect, format, promisify, TextEncoder, TextDecoder, types: facade('util/types'),
  formatWithOptions: (_options, ...values) => format(...values),
  isDeepStrictEqual: (a, b) => equal(a, b, []),
  inherits(child, parent) {
    Object.defineProperty(child, 'super_', { value: parent, writable: true, configurable: true });
    Object.setPrototypeOf(child.prototype, parent.prototype);
  },
  callbackify: (call) => (...values) => {
    const callback = values.pop();
    Promise.resolve(call(...values)).then((value) => callback(null, value), callback);
  },
  deprecate: (call) => call,
  debuglog: () => Object.assign(() => undefined, { enabled: false }),
  debug: () => Object.assign(() => undefined, { enabled: false }),
  stripVTControlCharacters: (text) => text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''),
  styleText: (_style, text) => text,
  toUSVString: (text) => String(text).toWellFormed(),
  parseEnv: (text) => facade('dotenv').parse(text),
  isArray: Array.isArray,
  ...lacking('util', ['parseArgs', 'getSystemErrorName', 'aborted', 'transferableAbortController']),
});
