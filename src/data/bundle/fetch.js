// fetch(): the answer is there when it returns; its body can be read in the usual ways.
const { native } = globalThis.__sluice;

class Answer {
  #bytes;
  bodyUsed = false;
  constructor(status, headers, bytes, url) {
    Object.assign(this, { status, statusText: '', ok: status >= 200 && status < 300, headers, url, redirected: false, type: 'basic' });
    this.#bytes = globalThis.Buffer.from(bytes);
  }
  #take() {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    this.bodyUsed = true;
    return this.#bytes;
  }
  async text() { return this.#take().toString('utf8'); }
  async json() { return JSON.parse(this.#take().toString('utf8')); }
  async arrayBuffer() { return new Uint8Array(this.#take()).buffer; }
  async bytes() { return new Uint8Array(this.#take()); }
}

async function fetch(to, { method = 'GET', headers, body } = {}) {
  if (body !== undefined && body !== null && typeof body !== 'string') throw new TypeError('fetch() takes a text as its body here');
  const given = [...new globalThis.Headers(headers)].flat();
  const [status, said, bytes, url] = native('fetch', String(to?.href ?? to), String(method).toUpperCase(), given, body ?? '', new Error().stack);
  const received = new globalThis.Headers();
  for (let at = 0; at < said.length; at += 2) received.append(said[at], said[at + 1]);
  return new Answer(status, received, bytes, url);
}

Object.defineProperty(globalThis, 'fetch', { value: fetch, writable: true, configurable: true, enumerable: false });
