// What browsers and Node have as globals.
import { environment, host } from './provide.js';

const refuse = (name) => function refused() {
  return host.fail('SCRIPT.FORBIDDEN', `${name} is not available in the evaluated code`, '');
};

function cloneWithin(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw new TypeError(`${String(value)} could not be cloned.`);
  if (typeof value !== 'object' || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const keep = (copy) => {
    seen.set(value, copy);
    return copy;
  };
  if (value instanceof Date) return keep(new Date(value.getTime()));
  if (value instanceof RegExp) return keep(new RegExp(value.source, value.flags));
  if (value instanceof ArrayBuffer) return keep(value.slice(0));
  if (ArrayBuffer.isView(value)) return keep(new value.constructor(cloneWithin(value.buffer, seen), value.byteOffset, value.length));
  if (value instanceof Map) {
    const copy = keep(new Map());
    for (const [key, item] of value) copy.set(cloneWithin(key, seen), cloneWithin(item, seen));
    return copy;
  }
  if (value instanceof Set) {
    const copy = keep(new Set());
    for (const item of value) copy.add(cloneWithin(item, seen));
    return copy;
  }
  if (value instanceof Error) return keep(Object.assign(new value.constructor(value.message), { stack: value.stack }));
  const copy = keep(Array.isArray(value) ? new Array(value.length) : {});
  for (const key of Object.keys(value)) copy[key] = cloneWithin(value[key], seen);
  return copy;
}

class Event {
  constructor(type, { detail } = {}) {
    Object.assign(this, { type, detail, target: null, defaultPrevented: false });
  }
  preventDefault() { this.defaultPrevented = true; }
}

class EventTarget {
  #listeners = new Map();
  addEventListener(type, listener, options) {
    this.#listeners.set(type, [...this.#listeners.get(type) ?? [], { listener, once: options?.once === true }]);
  }
  removeEventListener(type, listener) {
    this.#listeners.set(type, (this.#listeners.get(type) ?? []).filter((entry) => entry.listener !== listener));
  }
  dispatchEvent(event) {
    event.target = this;
    for (const { listener, once } of this.#listeners.get(event.type) ?? []) {
      if (once) this.removeEventListener(event.type, listener);
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
    this[`on${event.type}`]?.(event);
    return !event.defaultPrevented;
  }
}

class AbortSignal extends EventTarget {
  aborted = false;
  reason = undefined;
  onabort = null;
  static abort(reason) {
    const controller = new AbortController();
    controller.abort(reason);
    return controller.signal;
  }
  static timeout(delay) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error('The operation was aborted due to timeout')), delay);
    return controller.signal;
  }
  throwIfAborted() { if (this.aborted) throw this.reason; }
}

class AbortController {
  signal = new AbortSignal();
  abort(reason = Object.assign(new Error('This operation was aborted'), { name: 'AbortError' })) {
    if (this.signal.aborted) return;
    Object.assign(this.signal, { aborted: true, reason });
    this.signal.dispatchEvent(new Event('abort'));
  }
}

class Headers {
  #values = new Map();
  constructor(from) {
    const list = from instanceof Headers || Array.isArray(from) ? from : Object.entries(from ?? {});
    for (const [name, value] of list) this.append(name, value);
  }
  append(name, value) { this.#values.set(name, this.has(name) ? `${this.get(name)}, ${value}` : String(value)); }
  set(name, value) { this.#values.set(name, String(value)); }
  get(name) { return this.#values.get(name) ?? null; }
  has(name) { return this.#values.has(name); }
  delete(name) { this.#values.delete(name); }
  forEach(callback, self) { for (const [name, value] of this.#values) callback.call(self, value, name, this); }
  entries() { return this.#values.entries(); }
  keys() { return this.#values.keys(); }
  values() { return this.#values.values(); }
  [Symbol.iterator]() { return this.entries(); }
}

// Formatters can be made; without the tables of languages they can't format.
function intl() {
  const zone = () => environment.TZ ?? 'UTC';
  const formatter = (name, methods) => class {
    static supportedLocalesOf(locales) { return [locales ?? []].flat(); }
    constructor() {
      for (const method of methods) this[method] = refuse(`Intl.${name}.${method}()`);
    }
    resolvedOptions() { return { locale: 'en-US', calendar: 'gregory', numberingSystem: 'latn', timeZone: zone() }; }
  };
  const callable = (made) => new Proxy(made, { apply: (target, _self, values) => new target(...values) });
  const Collator = class Collator extends formatter('Collator', []) {
    compare = (a, b) => String(a).localeCompare(String(b));
  };
  return {
    Collator: callable(Collator),
    DateTimeFormat: callable(formatter('DateTimeFormat', ['format', 'formatToParts', 'formatRange'])),
    NumberFormat: callable(formatter('NumberFormat', ['format', 'formatToParts'])),
    PluralRules: formatter('PluralRules', ['select']),
    RelativeTimeFormat: formatter('RelativeTimeFormat', ['format']),
    ListFormat: formatter('ListFormat', ['format']),
    DisplayNames: formatter('DisplayNames', ['of']),
    Segmenter: formatter('Segmenter', ['segment']),
    Locale: formatter('Locale', ['toString']),
    getCanonicalLocales: (locales) => [locales ?? []].flat(),
    supportedValuesOf: refuse('Intl.supportedValuesOf()'),
  };
}

export function web() {
  let start = 0;
  const origin = () => (start ||= Date.now());
  const made = {
    structuredClone: (value) => cloneWithin(value, new Map()),
    Event, EventTarget, AbortSignal, AbortController,
    Intl: intl(),
    fetch: refuse('fetch()'),
    WebAssembly: Object.fromEntries(['compile', 'instantiate', 'validate', 'Module', 'Instance', 'Memory', 'Table'].map((name) => [name, refuse(`WebAssembly.${name}`)])),
    performance: {
      get timeOrigin() { return origin(); },
      now: () => Date.now() - origin(),
      mark: () => undefined, measure: () => undefined,
      toJSON: () => ({}),
    },
  };
  // What carries data can be made, and has none.
  const carriers = {
    Blob: ['arrayBuffer', 'text', 'stream', 'slice', 'bytes'],
    Request: ['arrayBuffer', 'blob', 'clone', 'formData', 'json', 'text'],
    Response: ['arrayBuffer', 'blob', 'clone', 'formData', 'json', 'text'],
    ReadableStream: ['getReader', 'pipeThrough', 'pipeTo', 'tee', 'cancel'],
    WritableStream: ['getWriter', 'abort', 'close'],
    TransformStream: [], CompressionStream: [], DecompressionStream: [], TextDecoderStream: [], TextEncoderStream: [],
    MessageChannel: [], MessagePort: ['postMessage'], BroadcastChannel: ['postMessage'], WebSocket: ['send', 'close'],
  };
  for (const name of Object.keys(carriers)) {
    made[name] = class {
      headers = new Headers();
      body = null;
    };
    Object.defineProperty(made[name], 'name', { value: name });
    Object.defineProperty(made[name].prototype, Symbol.toStringTag, { value: name, configurable: true });
    for (const method of carriers[name]) made[name].prototype[method] = refuse(`${name}.${method}()`);
  }
  made.File = class File extends made.Blob {};
  made.Headers = Headers;
  made.FormData = class FormData extends Headers {};
  made.CustomEvent = class CustomEvent extends Event {};
  made.DOMException = class DOMException extends Error {
    constructor(message, name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name });
    }
  };
  return made;
}
