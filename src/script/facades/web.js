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
  const start = Date.now();
  const made = {
    structuredClone: (value) => cloneWithin(value, new Map()),
    Event, EventTarget, AbortSignal, AbortController,
    Intl: intl(),
    fetch: refuse('fetch()'),
    WebAssembly: Object.fromEntries(['compile', 'instantiate', 'validate', 'Module', 'Instance', 'Memory', 'Table'].map((name) => [name, refuse(`WebAssembly.${name}`)])),
    performance: {
      timeOrigin: start, now: () => Date.now() - start, mark: () => undefined, measure: () => undefined,
      toJSON: () => ({}),
    },
  };
  for (const name of ['Blob', 'File', 'FormData', 'Headers', 'Request', 'Response', 'WebSocket', 'ReadableStream', 'WritableStream',
    'TransformStream', 'MessageChannel', 'MessagePort', 'BroadcastChannel', 'CompressionStream', 'DecompressionStream', 'TextDecoderStream',
    'TextEncoderStream', 'DOMException', 'CustomEvent']) {
    made[name] = class {
      constructor() { refuse(name)(); }
    };
    Object.defineProperty(made[name], 'name', { value: name });
  }
  made.CustomEvent = class CustomEvent extends Event {};
  made.DOMException = class DOMException extends Error {
    constructor(message, name = 'Error') {
      super(message);
      Object.defineProperty(this, 'name', { value: name });
    }
  };
  return made;
}
