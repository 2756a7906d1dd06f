// Node's modules that reach out of the process, as the packages in node_modules import them: their names are
// there, classes can be extended, and a call is an error. (In a project's own files the import is one.)
import { facade, host } from './provide.js';

const inert = (name, whole = false) => {
  const refuse = () => host.fail('SCRIPT.FORBIDDEN', `${name}() reaches out of the evaluation, and is not available`, '');
  const members = new Map();
  // Old-style subclasses call on(), once() and the like in their constructors.
  function Inert() {}
  Inert.prototype = Object.create(facade('events').EventEmitter.prototype, { constructor: { value: Inert, writable: true } });
  const proxy = new Proxy(Inert, {
    get(target, key) {
      if (key === 'prototype' || key in target && typeof key === 'symbol') return target[key];
      if (key === '__esModule') return whole || undefined;
      if (key === 'then' || typeof key === 'symbol') return undefined;
      if (key === 'default' && whole) return proxy;
      if (!members.has(key)) members.set(key, inert(`${name}.${key}`));
      return members.get(key);
    },
    apply: refuse,
    construct: (target, _values, newTarget) => Object.create(newTarget.prototype ?? target.prototype),
  });
  return proxy;
};

export const forbidden = (name) => inert(name, true);

export function streams() {
  const { EventEmitter } = facade('events');
  const lacks = (name) => () => host.fail('SCRIPT.FORBIDDEN', `stream.${name}() is not available in the evaluated code`, '');
  class Stream extends EventEmitter {}
  for (const name of ['pipe', 'read', 'write', 'end', 'push']) Stream.prototype[name] = lacks(name);
  class Readable extends Stream {
    static from() { return lacks('Readable.from')(); }
  }
  class Writable extends Stream {}
  class Duplex extends Stream {}
  class Transform extends Duplex {}
  class PassThrough extends Transform {}
  return Object.assign(Stream, {
    Stream, Readable, Writable, Duplex, Transform, PassThrough, pipeline: lacks('pipeline'), finished: lacks('finished'),
    get promises() { return inert('stream.promises'); },
  });
}

// node:diagnostics_channel: channels that nobody listens to.
export function channels() {
  const made = new Map();
  const channel = (name) => {
    if (!made.has(name)) {
      const nothing = () => undefined;
      made.set(name, {
        name, hasSubscribers: false, publish: nothing, subscribe: nothing, unsubscribe: () => false, bindStore: nothing,
        unbindStore: nothing, runStores: (_data, callback, self, ...values) => callback.apply(self, values),
      });
    }
    return made.get(name);
  };
  const events = ['start', 'end', 'asyncStart', 'asyncEnd', 'error'];
  return {
    channel,
    subscribe: () => undefined,
    unsubscribe: () => false,
    hasSubscribers: () => false,
    tracingChannel: (name) => ({
      ...Object.fromEntries(events.map((event) => [event, channel(`tracing:${name}:${event}`)])),
      hasSubscribers: false,
      traceSync: (callback, _context, self, ...values) => callback.apply(self, values),
      tracePromise: (callback, _context, self, ...values) => callback.apply(self, values),
      traceCallback: (callback, _position, _context, self, ...values) => callback.apply(self, values),
    }),
  };
}
