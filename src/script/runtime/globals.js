// What Node has on its global object. Each is made on first use.
import { environment } from './environment.js';
import { host } from './host.js';
import { facade } from './loader.js';
import * as timers from './timers.js';

function put(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: false });
}

function lazy(name, make) {
  Object.defineProperty(globalThis, name, {
    get() {
      const value = make();
      put(globalThis, name, value);
      return value;
    },
    set: (value) => put(globalThis, name, value),
    configurable: true,
    enumerable: false,
  });
}

put(globalThis, 'global', globalThis);
put(globalThis, 'queueMicrotask', (callback) => { Promise.resolve().then(callback); });
put(globalThis, 'setTimeout', timers.setTimeout);
put(globalThis, 'setInterval', timers.setInterval);
put(globalThis, 'setImmediate', timers.setImmediate);
put(globalThis, 'clearTimeout', timers.clearTimeout);
put(globalThis, 'clearInterval', timers.clearTimeout);
put(globalThis, 'clearImmediate', timers.clearTimeout);
put(Error, 'captureStackTrace', (target) => {
  if (typeof target === 'object' && target !== null && !Object.hasOwn(target, 'stack')) {
    put(target, 'stack', new Error().stack);
  }
});
put(Error, 'stackTraceLimit', 10);

lazy('process', () => facade('process'));
lazy('console', () => facade('console'));
for (const name of ['Buffer', 'atob', 'btoa']) lazy(name, () => facade('buffer')[name]);
for (const name of ['URL', 'URLSearchParams']) lazy(name, () => facade('url')[name]);
for (const name of ['TextEncoder', 'TextDecoder']) lazy(name, () => facade('util')[name]);
for (const name of ['structuredClone', 'AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent', 'DOMException', 'Intl',
  'performance', 'fetch', 'WebAssembly', 'Blob', 'File', 'FormData', 'Headers', 'Request', 'Response', 'WebSocket', 'ReadableStream',
  'WritableStream', 'TransformStream', 'MessageChannel', 'MessagePort', 'BroadcastChannel', 'CompressionStream',
  'DecompressionStream', 'TextEncoderStream', 'TextDecoderStream']) lazy(name, () => facade('web')[name]);
lazy('crypto', () => facade('crypto').webcrypto);

// The clock makes an evaluation one that can't be kept: it is recorded.
const NativeDate = Date;
put(globalThis, 'Date', new Proxy(NativeDate, {
  construct(target, values, newTarget) {
    if (values.length === 0) host.chance('clock');
    return Reflect.construct(target, values, newTarget);
  },
  apply() {
    host.chance('clock');
    return NativeDate();
  },
}));
NativeDate.prototype.constructor = Date;
const { now } = NativeDate;
put(NativeDate, 'now', () => {
  host.chance('clock');
  return now();
});
// Random numbers that are no secret are the same ones every time, so that an evaluation can be kept; those
// of node:crypto are random, and recorded.
let state = 0x2545f491;
function next() {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}
put(Math, 'random', next);

export { environment };
