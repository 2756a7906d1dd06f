// process.env: what was read is recorded, what is written stays in the engine.
import { host } from './host.js';

const values = Object.create(null);
let all = false;

function read(name) {
  if (!all && !(name in values)) values[name] = host.environment(name);
  return values[name];
}

function readAll() {
  if (all) return;
  for (const name of host.environmentNames()) if (!(name in values)) values[name] = host.environment(name);
  all = true;
}

export const environment = new Proxy({}, {
  get: (target, name) => (typeof name === 'symbol' ? target[name] : read(name) ?? (name in target ? target[name] : undefined)),
  has: (_target, name) => typeof name === 'string' && read(name) !== undefined,
  set(_target, name, value) {
    values[name] = String(value);
    host.setEnvironment(name, values[name]);
    return true;
  },
  defineProperty(_target, name, descriptor) {
    return this.set(_target, name, descriptor.value);
  },
  deleteProperty(_target, name) {
    values[name] = undefined;
    host.setEnvironment(name, undefined);
    return true;
  },
  ownKeys() {
    readAll();
    return Object.keys(values).filter((name) => values[name] !== undefined);
  },
  getOwnPropertyDescriptor(_target, name) {
    const value = typeof name === 'string' ? read(name) : undefined;
    return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
  },
});
