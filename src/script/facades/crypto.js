// node:crypto: random numbers and digests.
import { facade, host, lacking } from './provide.js';

const bytesOf = (value, encoding) => {
  if (typeof value === 'string') return facade('buffer').Buffer.from(value, encoding);
  return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength) : new Uint8Array(value);
};

function randomFill(target) {
  const bytes = bytesOf(target);
  bytes.set(new Uint8Array(host.random(bytes.length)));
  return target;
}

const randomBytes = (size) => facade('buffer').Buffer.from(host.random(size));

function randomUUID() {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function randomInt(low, high) {
  const [from, to] = high === undefined || typeof high === 'function' ? [0, low] : [low, high];
  const [a, b] = new Uint32Array(host.random(8));
  return from + Math.floor(((a * 2 ** 21 + (b >>> 11)) / 2 ** 53) * (to - from));
}

class Hash {
  constructor(algorithm) {
    this.algorithm = String(algorithm).toLowerCase().replace('-', '');
    this.parts = [];
    if (!['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'].includes(this.algorithm)) {
      throw new Error(`Digest method not supported: ${algorithm}`);
    }
  }
  update(value, encoding) {
    this.parts.push(bytesOf(value, encoding));
    return this;
  }
  bytes() {
    const whole = facade('buffer').Buffer.concat(this.parts);
    return facade('buffer').Buffer.from(host.digest(this.algorithm, whole.buffer, whole.byteOffset, whole.byteLength));
  }
  digest(encoding) {
    const result = this.bytes();
    return encoding && encoding !== 'buffer' ? result.toString(encoding) : result;
  }
  copy() { return Object.assign(new this.constructor(this.algorithm), { parts: [...this.parts] }); }
}

class Hmac extends Hash {
  constructor(algorithm, key) {
    super(algorithm);
    const size = ['sha384', 'sha512'].includes(this.algorithm) ? 128 : 64;
    let secret = bytesOf(key);
    if (secret.length > size) secret = new Hash(algorithm).update(secret).bytes();
    const padded = new Uint8Array(size);
    padded.set(secret);
    this.outer = padded.map((byte) => byte ^ 0x5c);
    this.parts.push(padded.map((byte) => byte ^ 0x36));
  }
  bytes() { return new Hash(this.algorithm).update(this.outer).update(super.bytes()).bytes(); }
}

function timingSafeEqual(a, b) {
  if (a.byteLength !== b.byteLength) throw new RangeError('Input buffers must have the same byte length');
  return facade('buffer').Buffer.compare(bytesOf(a), bytesOf(b)) === 0;
}

export function crypto() {
  const subtle = {
    digest: async (algorithm, data) => {
      const bytes = new Hash(algorithm.name ?? algorithm).update(data).bytes();
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
    },
    ...lacking('crypto.subtle', ['encrypt', 'decrypt', 'sign', 'verify', 'deriveBits', 'deriveKey', 'generateKey', 'importKey',
      'exportKey', 'wrapKey', 'unwrapKey']),
  };
  const webcrypto = { getRandomValues: randomFill, randomUUID, subtle };
  return {
    webcrypto, subtle, randomUUID, randomBytes, randomInt, timingSafeEqual, Hash, Hmac,
    pseudoRandomBytes: randomBytes, randomFillSync: randomFill, getRandomValues: randomFill,
    createHash: (algorithm) => new Hash(algorithm),
    createHmac: (algorithm, key) => new Hmac(algorithm, key),
    hash: (algorithm, data, encoding = 'hex') => new Hash(algorithm).update(data).digest(encoding),
    getHashes: () => ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
    constants: {},
    ...lacking('crypto', ['randomFill', 'scrypt', 'scryptSync', 'pbkdf2', 'pbkdf2Sync', 'hkdf', 'hkdfSync', 'createCipheriv',
      'createDecipheriv', 'createSign', 'createVerify', 'createPublicKey', 'createPrivateKey', 'createSecretKey', 'sign', 'verify',
      'generateKeyPair', 'generateKeyPairSync', 'generateKey', 'publicEncrypt', 'privateDecrypt', 'createDiffieHellman', 'createECDH',
      'getCiphers', 'KeyObject', 'X509Certificate']),
  };
}
