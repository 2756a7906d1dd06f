// Database drivers: what a module makes of them at its top level (pools, clients, drizzle(...)) is inert;
// talking to a database through one is an error.
import { host } from './host.js';

const talks = new Set(['query', 'connect', 'execute', 'exec', 'transaction', 'begin', 'batch', 'migrate']);

export function driver(specifier) {
  const use = (name) => host.fail(
    'SCRIPT.DRIVER',
    `${name} talks to a database, and the evaluated code has none: "${specifier}" is inert here`,
    'keep queries out of the files that the schema imports',
  );
  // `depth` 0: the module; 1: its names, which make things; 2: a thing made; 3: what its methods give.
  const make = (name, depth) => {
    const members = new Map();
    const written = new Map();
    const proxy = new Proxy(function () {}, {
      get(target, key, receiver) {
        if (written.has(key)) return written.get(key);
        if (key === '__esModule') return depth === 0 ? true : undefined;
        if (key === 'prototype') return target.prototype;
        if (key === 'then' || key === 'catch' || key === 'finally') return depth === 3 ? () => use(name) : undefined;
        if (key === Symbol.asyncIterator || key === Symbol.iterator || key === Symbol.toPrimitive) return () => use(name);
        if (typeof key === 'symbol' || key === 'toJSON') return undefined;
        const base = Object.getPrototypeOf(target);
        if (base !== Function.prototype && key in base) return Reflect.get(base, key, receiver);
        if (!members.has(key)) {
          const label = key === 'default' ? name : `${name}.${key}`;
          members.set(key, make(label, depth === 0 ? 1 : depth));
        }
        return members.get(key);
      },
      set(_target, key, value) {
        written.set(key, value);
        return true;
      },
      has: (_target, key) => typeof key === 'string',
      apply() {
        const method = name.slice(name.lastIndexOf('.') + 1);
        if (talks.has(method)) return use(`${name}()`);
        return make(depth < 2 ? `${name}()` : `${name}()`, depth < 2 ? 2 : 3);
      },
      construct(_target, _args, newTarget) {
        const made = make(`new ${name}()`, 2);
        if (newTarget !== proxy && newTarget.prototype) Object.setPrototypeOf(made, newTarget.prototype);
        return made;
      },
    });
    return proxy;
  };
  return make(specifier, 0);
}
