// Database drivers: what a module makes of them at its top level (pools, clients, drizzle(...)) is inert;
// talking to a database through one is an error.
import { host } from './host.js';

const talks = new Set(['query', 'connect', 'execute', 'exec', 'transaction', 'begin', 'batch', 'migrate']);

// drizzle-orm's for PostgreSQL: what their drizzle() makes is a PgDatabase, which builds queries and answers is().
const builders = new Set([
  'aws-data-api', 'bun-sql', 'neon-http', 'neon-serverless', 'node-postgres', 'pg-proxy', 'pglite', 'postgres-js', 'vercel-postgres',
  'xata-http',
].map((name) => `drizzle-orm/${name}`));
const isBuilder = (specifier) => builders.has(specifier.split('/').slice(0, 2).join('/'));

// A database without a session behind it; `inert` is whatever drizzle-orm's own classes do not have.
function database({ PgDatabase, PgDialect }, inert, given) {
  const options = given.findLast((one) => typeof one === 'object' && one !== null);
  const made = new PgDatabase(new PgDialect({ casing: options?.casing }), inert.session, undefined);
  Object.assign(made._, { fullSchema: options?.schema ?? {} });
  Object.assign(made, { query: inert.query });
  return new Proxy(made, {
    get: (target, key, receiver) =>
      key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON' ? Reflect.get(target, key, receiver) : inert[key],
  });
}

// `core` gives drizzle-orm/pg-core.
export function driver(specifier, core) {
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
      apply(_target, _this, given) {
        const method = name.slice(name.lastIndexOf('.') + 1);
        if (talks.has(method)) return use(`${name}()`);
        const made = make(`${name}()`, depth < 2 ? 2 : 3);
        const builds = depth === 1 && isBuilder(specifier) && /\.drizzle(\.mock)?$/.test(name);
        return builds ? database(core(), made, given) : made;
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
