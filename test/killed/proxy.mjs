// Stands between a client and PostgreSQL on a Unix socket and counts what the client says: after the chosen message has
// gone to the server, the world ends as the caller wants it.
import { createConnection, createServer } from 'node:net';

/** Messages of the frontend; the first of a connection has no type, and neither have requests to cancel. */
function* messages(state, data) {
  state.rest = Buffer.concat([state.rest, data]);
  for (;;) {
    const head = state.started ? 1 : 0;
    if (state.rest.length < head + 4) return;
    const length = head + state.rest.readUInt32BE(head);
    if (state.rest.length < length) return;
    yield { type: state.started ? String.fromCharCode(state.rest[0]) : 'startup', bytes: state.rest.subarray(0, length) };
    state.started = true;
    state.rest = state.rest.subarray(length);
  }
}

/** The process number in BackendKeyData, which comes once the server has let the client in. */
function backendOf(data) {
  for (let at = 0; at + 5 <= data.length; at += 1 + data.readUInt32BE(at + 1)) {
    if (data[at] === 'K'.charCodeAt(0)) return data.readUInt32BE(at + 5);
  }
  return 0;
}

export class Proxy {
  constructor(server, folder) {
    this.server = `${server}/.s.PGSQL.5432`;
    this.listener = createServer((client) => this.serve(client));
    this.ready = new Promise((resolve) => this.listener.listen(`${folder}/.s.PGSQL.5432`, resolve));
  }

  /** `then(backend, upstream)` is called when the message of that number, over all connections, has been passed on. */
  arm(after, then) {
    this.seen = 0;
    this.after = after;
    this.then = then;
    this.types = [];
  }

  serve(client) {
    const upstream = createConnection(this.server);
    const state = { rest: Buffer.alloc(0), started: false };
    let backend = 0;
    let over = false; // the chosen message was this connection's
    client.on('data', (data) => {
      if (this.fired && !over) upstream.write(data);
      if (this.fired) return;
      for (const { type, bytes } of messages(state, data)) {
        this.seen++;
        this.types.push(type);
        const last = this.seen === this.after;
        upstream.write(bytes);
        if (last) {
          this.fired = over = true;
          this.then({ backend, upstream, client });
          return;
        }
      }
    });
    upstream.on('data', (data) => {
      backend ||= backendOf(data);
      client.write(data);
    });
    for (const [one, other] of [[client, upstream], [upstream, client]]) {
      one.on('close', () => other.destroy());
      one.on('error', () => other.destroy());
    }
  }

  close() {
    this.listener.close();
  }
}
