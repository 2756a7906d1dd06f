// node:events, and the part of node:async_hooks that needs no host.
export class EventEmitter {
  get listenersByName() {
    if (!Object.hasOwn(this, 'listenersMap')) Object.defineProperty(this, 'listenersMap', { value: new Map() });
    return this.listenersMap;
  }
  addTo(name, entry, first) {
    const list = this.listenersByName.get(name) ?? [];
    this.listenersByName.set(name, first ? [entry, ...list] : [...list, entry]);
    return this;
  }
  on(name, listener) { return this.addTo(name, { listener, once: false }, false); }
  addListener(name, listener) { return this.on(name, listener); }
  prependListener(name, listener) { return this.addTo(name, { listener, once: false }, true); }
  once(name, listener) { return this.addTo(name, { listener, once: true }, false); }
  prependOnceListener(name, listener) { return this.addTo(name, { listener, once: true }, true); }
  off(name, listener) {
    const list = this.listenersByName.get(name) ?? [];
    const index = list.findLastIndex((entry) => entry.listener === listener);
    if (index >= 0) this.listenersByName.set(name, list.toSpliced(index, 1));
    return this;
  }
  removeListener(name, listener) { return this.off(name, listener); }
  removeAllListeners(name) {
    if (name === undefined) this.listenersByName.clear();
    else this.listenersByName.delete(name);
    return this;
  }
  emit(name, ...values) {
    const list = this.listenersByName.get(name) ?? [];
    if (list.length === 0) {
      if (name === 'error') throw values[0] instanceof Error ? values[0] : new Error(`Unhandled error. (${values[0]})`);
      return false;
    }
    for (const entry of list) {
      if (entry.once) this.off(name, entry.listener);
      entry.listener.apply(this, values);
    }
    return true;
  }
  listeners(name) { return (this.listenersByName.get(name) ?? []).map((entry) => entry.listener); }
  rawListeners(name) { return this.listeners(name); }
  listenerCount(name) { return this.listeners(name).length; }
  eventNames() { return [...this.listenersByName.keys()].filter((name) => this.listenerCount(name) > 0); }
  setMaxListeners() { return this; }
  getMaxListeners() { return 10; }
}

// Old code calls the constructor as a function on its own objects.
const Callable = new Proxy(EventEmitter, { apply: () => undefined });
EventEmitter.prototype.constructor = Callable;

let made;
export function events() {
  if (made) return made;
  made = Callable;
  return Object.assign(made, {
    EventEmitter: Callable,
    defaultMaxListeners: 10,
    errorMonitor: Symbol('events.errorMonitor'),
    setMaxListeners: () => undefined,
    once: (emitter, name) => new Promise((resolve, reject) => {
      emitter.once(name, (...values) => resolve(values));
      if (name !== 'error') emitter.once('error', reject);
    }),
  });
}

export const asyncHooks = () => ({
  AsyncLocalStorage: class AsyncLocalStorage {
    run(store, callback, ...values) {
      const outer = this.store;
      this.store = store;
      try {
        return callback(...values);
      } finally {
        this.store = outer;
      }
    }
    exit(callback, ...values) { return this.run(undefined, callback, ...values); }
    getStore() { return this.store; }
    enterWith(store) { this.store = store; }
    disable() { this.store = undefined; }
  },
  AsyncResource: class AsyncResource {
    runInAsyncScope(callback, self, ...values) { return callback.apply(self, values); }
    emitDestroy() { return this; }
    static bind(callback) { return callback; }
  },
  executionAsyncId: () => 0,
  triggerAsyncId: () => 0,
  createHook: () => ({ enable() { return this; }, disable() { return this; } }),
});
