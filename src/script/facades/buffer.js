// node:buffer: Buffer as a Uint8Array with text in and out.
import { host, lacking } from './provide.js';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

function base64(bytes, url) {
  const digits = url ? `${alphabet.slice(0, 62)}-_` : alphabet;
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a, b, c] = [bytes[index], bytes[index + 1], bytes[index + 2]];
    text += digits[a >> 2] + digits[((a & 3) << 4) | ((b ?? 0) >> 4)];
    if (b !== undefined) text += digits[((b & 15) << 2) | ((c ?? 0) >> 6)];
    else if (!url) text += '=';
    if (c !== undefined) text += digits[c & 63];
    else if (!url) text += '=';
  }
  return text;
}

function fromBase64(text) {
  const bytes = [];
  let bits = 0;
  let count = 0;
  for (const letter of text) {
    if (letter === '=') break;
    const digit = letter === '-' ? 62 : letter === '_' ? 63 : alphabet.indexOf(letter);
    if (digit < 0) continue;
    bits = ((bits << 6) | digit) & 0xffffff;
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push((bits >> count) & 255);
    }
  }
  return bytes;
}

function fromHex(text) {
  const bytes = [];
  for (let index = 0; index + 1 < text.length; index += 2) {
    const pair = text.slice(index, index + 2);
    if (!/^[0-9a-f]{2}$/i.test(pair)) break;
    bytes.push(parseInt(pair, 16));
  }
  return bytes;
}

const nameOf = (encoding) => String(encoding ?? 'utf8').toLowerCase().replace(/-/g, '');

function encode(text, encoding) {
  switch (nameOf(encoding)) {
    case 'utf8': return new Uint8Array(host.encode(text));
    case 'hex': return fromHex(text);
    case 'base64': case 'base64url': return fromBase64(text);
    case 'ascii': case 'latin1': case 'binary': return Array.from(text, (letter) => letter.charCodeAt(0) & 255);
    case 'utf16le': case 'ucs2': {
      return Array.from({ length: text.length * 2 }, (_, index) => (text.charCodeAt(index >> 1) >> (index % 2 ? 8 : 0)) & 255);
    }
    default: throw new TypeError(`Unknown encoding: ${encoding}`);
  }
}

function decode(bytes, encoding) {
  switch (nameOf(encoding)) {
    case 'utf8': return host.decode(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    case 'hex': return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'base64': return base64(bytes, false);
    case 'base64url': return base64(bytes, true);
    case 'ascii': return Array.from(bytes, (byte) => String.fromCharCode(byte & 127)).join('');
    case 'latin1': case 'binary': return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    case 'utf16le': case 'ucs2': {
      let text = '';
      for (let index = 0; index + 1 < bytes.length; index += 2) text += String.fromCharCode(bytes[index] | (bytes[index + 1] << 8));
      return text;
    }
    default: throw new TypeError(`Unknown encoding: ${encoding}`);
  }
}

const copied = (source) => {
  const made = new Buffer(source.length);
  made.set(source);
  return made;
};

class Buffer extends Uint8Array {
  static from(value, encoding, length) {
    if (typeof value === 'string') return copied(encode(value, encoding));
    if (value instanceof ArrayBuffer) return new Buffer(value, encoding, length);
    if (value?.type === 'Buffer' && Array.isArray(value.data)) return copied(value.data);
    if (ArrayBuffer.isView(value) || Array.isArray(value)) return copied(value);
    if (typeof value === 'object' && value !== null) {
      const plain = value.valueOf?.();
      if (plain !== value && plain != null) return Buffer.from(plain, encoding, length);
      if (typeof value.length === 'number') return copied(Array.from(value));
    }
    throw new TypeError('The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array');
  }
  static of(...bytes) { return copied(bytes); }
  static alloc(size, fill, encoding) {
    const made = new Buffer(size);
    return fill === undefined ? made : made.fill(fill, 0, size, encoding);
  }
  static allocUnsafe(size) { return new Buffer(size); }
  static allocUnsafeSlow(size) { return new Buffer(size); }
  static isBuffer(value) { return value instanceof Buffer; }
  static isEncoding(name) {
    return ['utf8', 'hex', 'base64', 'base64url', 'ascii', 'latin1', 'binary', 'utf16le', 'ucs2'].includes(nameOf(name));
  }
  static byteLength(value, encoding) { return typeof value === 'string' ? encode(value, encoding).length : value.byteLength; }
  static concat(list, total = list.reduce((sum, part) => sum + part.length, 0)) {
    const made = new Buffer(total);
    let at = 0;
    for (const part of list) {
      if (at >= total) break;
      made.set(part.subarray(0, total - at), at);
      at += part.length;
    }
    return made;
  }
  static compare(a, b) {
    for (let index = 0; index < Math.min(a.length, b.length); index++) if (a[index] !== b[index]) return a[index] < b[index] ? -1 : 1;
    return Math.sign(a.length - b.length);
  }
  get parent() { return this.buffer; }
  toString(encoding, start = 0, end = this.length) { return decode(this.subarray(start, end), encoding); }
  toLocaleString(encoding) { return this.toString(encoding); }
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; }
  equals(other) { return Buffer.compare(this, other) === 0; }
  compare(other) { return Buffer.compare(this, other); }
  slice(start, end) { return this.subarray(start, end); }
  copy(target, at = 0, start = 0, end = this.length) {
    const part = this.subarray(start, Math.min(end, start + target.length - at));
    target.set(part, at);
    return part.length;
  }
  write(text, at = 0, length, encoding = 'utf8') {
    const bytes = encode(text, typeof length === 'string' ? length : typeof at === 'string' ? at : encoding);
    const start = typeof at === 'number' ? at : 0;
    const count = Math.min(bytes.length, this.length - start, typeof length === 'number' ? length : Infinity);
    for (let index = 0; index < count; index++) this[start + index] = bytes[index];
    return count;
  }
  fill(value, start = 0, end = this.length, encoding = 'utf8') {
    if (typeof value === 'number') return super.fill(value, start, end);
    const bytes = typeof value === 'string' ? encode(value, encoding) : value;
    for (let index = start; index < end; index++) this[index] = bytes.length ? bytes[(index - start) % bytes.length] : 0;
    return this;
  }
  indexOf(value, from = 0, encoding = 'utf8') {
    if (typeof value === 'number') return super.indexOf(value, from);
    const bytes = typeof value === 'string' ? encode(value, encoding) : value;
    for (let at = from; at + bytes.length <= this.length; at++) {
      let same = 0;
      while (same < bytes.length && this[at + same] === bytes[same]) same++;
      if (same === bytes.length) return at;
    }
    return -1;
  }
  includes(value, from, encoding) { return this.indexOf(value, from, encoding) >= 0; }
}

// readUInt32LE, writeDoubleBE and their kin, over DataView.
const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
for (const [kind, size] of [['Uint8', 1], ['Uint16', 2], ['Uint32', 4], ['Int8', 1], ['Int16', 2], ['Int32', 4], ['Float32', 4],
  ['Float64', 8], ['BigUint64', 8], ['BigInt64', 8]]) {
  const node = { Float32: 'Float', Float64: 'Double', Uint8: 'UInt8', Uint16: 'UInt16', Uint32: 'UInt32', BigUint64: 'BigUInt64' }[kind] ?? kind;
  for (const order of size === 1 ? [''] : ['LE', 'BE']) {
    Buffer.prototype[`read${node}${order}`] = function read(at = 0) { return view(this)[`get${kind}`](at, order === 'LE'); };
    Buffer.prototype[`write${node}${order}`] = function write(value, at = 0) {
      view(this)[`set${kind}`](at, value, order === 'LE');
      return at + size;
    };
  }
}

const atob = (text) => decode(fromBase64(String(text).replace(/[\t\n\f\r ]/g, '')), 'latin1');
function btoa(text) {
  const bytes = Array.from(String(text), (letter) => letter.charCodeAt(0));
  if (bytes.some((byte) => byte > 255)) throw new RangeError('Invalid character');
  return base64(bytes, false);
}

export const buffer = () => ({
  Buffer, atob, btoa, kMaxLength: 2 ** 31, constants: { MAX_LENGTH: 2 ** 31, MAX_STRING_LENGTH: 2 ** 29 },
  get Blob() { return globalThis.Blob; },
  get File() { return globalThis.File; },
  SlowBuffer: Buffer,
  ...lacking('buffer', ['transcode', 'resolveObjectURL']),
});

export const encodings = () => ({
  StringDecoder: class StringDecoder {
    constructor(encoding = 'utf8') { this.encoding = encoding; }
    write(bytes) { return Buffer.from(bytes).toString(this.encoding); }
    end(bytes) { return bytes ? this.write(bytes) : ''; }
  },
});
