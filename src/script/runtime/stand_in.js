// A package that could not be resolved, or failed to load: it can be imported and named, and is an error when
// it is used.
import { host } from './host.js';

const texts = new WeakMap();

export const standInText = (value) =>
  (typeof value === 'function' ? texts.get(value) : undefined);

export function standIn(specifier, importer, reason = '') {
  const name = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
  const use = (used) => host.fail(
    'SCRIPT.IMPORT',
    `${used} was used, but the package "${specifier}" that ${importer} imports could not be ${reason ? 'loaded' : 'found'}`,
    `${reason ? '' : `install "${name}", or `}move what the schema does not need out of the files that it imports`,
    reason,
  );
  const make = (name) => {
    const members = new Map();
    const refuse = () => use(name);
    const proxy = new Proxy(function () {}, {
      get(_target, key) {
        if (key === '__esModule') return true;
        if (key === 'then' || key === Symbol.toStringTag || key === '$$typeof') return undefined;
        // Read by class ... extends, by spreading and by every conversion.
        if (typeof key === 'symbol' || key === 'prototype' || key === 'toString' || key === 'valueOf' || key === 'toJSON') {
          return use(name);
        }
        if (!members.has(key)) members.set(key, make(key === 'default' ? name : `${name}.${key}`));
        return members.get(key);
      },
      // Asked of an export too, by who looks for tables: what is behind it is not known.
      has: refuse,
      apply: refuse, construct: refuse, ownKeys: refuse, set: refuse, defineProperty: refuse,
      deleteProperty: refuse, getOwnPropertyDescriptor: refuse,
    });
    texts.set(proxy, `${name} of "${specifier}", imported at ${importer}`);
    return proxy;
  };
  return make(specifier);
}
