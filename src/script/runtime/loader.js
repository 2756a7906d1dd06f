// Modules: every file is a CommonJS module to the engine; strip() has turned import and export into calls
// of the Handle below.
import { host } from './host.js';
import { driver } from './driver.js';
import { standIn, standInText } from './stand_in.js';

// A module: its CommonJS `module` object, whether import and export made it, and who repeats its names.
class Record {
  constructor(file, exports) {
    this.file = file;
    this.module = { id: file, filename: file, exports, loaded: false, children: [], paths: [] };
    this.es = false;
    this.followers = null;
    this.failure = null;
    this.wrapped = null;
  }
}

const files = new Map();
const own = new Map();

export const exportsOf = (record) => record.module.exports;

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function markModule(exports) {
  if (Object.isExtensible(exports) && !Object.hasOwn(exports, '__esModule')) {
    Object.defineProperty(exports, '__esModule', { value: true });
  }
}

// A bundle's module.
export function define(name, exports) {
  const record = new Record(name, exports);
  record.es = true;
  record.module.loaded = true;
  markModule(exports);
  own.set(name, record);
}

// Node's modules: factories by name, and one for all others.
let factories = null;
let otherwise = null;
export function provide(given, forOthers) {
  factories = given;
  otherwise = forOthers;
}

export function bundled(name) {
  if (!own.has(name)) host.bundle(name);
  let record = own.get(name);
  if (!record && factories !== null && name.startsWith('node:')) {
    const bare = name.slice(5);
    // A CommonJS module: `import x from` gives all of it.
    record = new Record(name, Object.hasOwn(factories, bare) ? factories[bare]() : otherwise(bare));
    record.module.loaded = true;
    own.set(name, record);
  }
  if (!record) throw new Error(`no bundle defines ${name}`);
  return record;
}

function made(key, make) {
  let record = own.get(key);
  if (!record) {
    record = new Record(key, make());
    record.module.loaded = true;
    own.set(key, record);
  }
  return record;
}

// Node's modules and what else sluice answers itself, as facades/ defines them.
export const facade = (name) => exportsOf(bundled(`node:${name}`));

// Some names of a bundle's module: what it lacks is an error and not undefined.
function part(found, specifier) {
  return made(`part:${specifier}`, () => new Proxy(exportsOf(bundled(found)), {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || name === 'default' || name === 'then') return target[name];
      return host.fail('SCRIPT.IMPORT', `sluice's drizzle-orm has no "${name}" for "${specifier}"`, '');
    },
  }));
}

function answer(specifier, importer) {
  const found = host.resolve(specifier, importer);
  const name = found.slice(1);
  switch (found[0]) {
    case 'f': {
      if (isPackage(importer) || !isPackage(name)) return load(name);
      try {
        return load(name);
      } catch (error) {
        // Native code, say: like one that is not there, if nothing uses it.
        if (error instanceof InternalError) throw error;
        return stoodInFor(specifier, importer, String(error?.message ?? error));
      }
    }
    case 'b': return bundled(name);
    case 'p': return part(name, specifier);
    case 'n': return bundled(`node:${name}`);
    case 'd': return made(`driver:${name}`, () => driver(name, () => exportsOf(bundled('drizzle-orm/pg-core'))));
    case 'e': return made('empty', () => ({}));
    default: return stoodInFor(name, importer, '');
  }
}

const isPackage = (file) => file.includes('/node_modules/');

// Each import has its own place to name.
function stoodInFor(specifier, importer, reason) {
  const record = new Record(specifier, standIn(specifier, host.standIn(specifier, importer, reason), reason));
  record.module.loaded = true;
  return record;
}

// What `import` sees of a module: an ES module's names, or CommonJS's module.exports as `default` and its
// properties as names, in esbuild's way.
function namespaceOf(record) {
  const exports = record.module.exports;
  if (record.es || (isObject(exports) && exports.__esModule)) return exports;
  if (record.wrapped !== null) return record.wrapped;
  const wrapped = isObject(exports) ? Object.create(Object.getPrototypeOf(exports)) : {};
  Object.defineProperty(wrapped, 'default', { value: exports, enumerable: true });
  if (isObject(exports)) {
    for (const name of Object.getOwnPropertyNames(exports)) {
      if (name === 'default') continue;
      Object.defineProperty(wrapped, name, {
        get: () => exports[name],
        enumerable: Object.prototype.propertyIsEnumerable.call(exports, name),
      });
    }
  }
  if (record.module.loaded) record.wrapped = wrapped;
  return wrapped;
}

// `export *`: the names that `target` has not itself, now and, in a circle of imports, later.
function repeat(target, source) {
  const from = namespaceOf(source);
  const to = target.module.exports;
  let added = false;
  for (const name of Object.getOwnPropertyNames(from)) {
    if (name === 'default' || name === '__esModule' || Object.hasOwn(to, name)) continue;
    Object.defineProperty(to, name, { get: () => from[name], enumerable: true, configurable: true });
    added = true;
  }
  if (added && target.followers !== null) for (const follower of target.followers) repeat(follower, target);
}

// What strip()'s output calls: see strip.hpp.
class Handle {
  constructor(record) {
    this.record = record;
  }
  export(getters) {
    const { record } = this;
    record.es = true;
    markModule(record.module.exports);
    // Sorted, as esbuild does it: who lists the exports of a file sees drizzle-kit's order.
    for (const name of Object.keys(getters).sort()) {
      Object.defineProperty(record.module.exports, name, { get: getters[name], enumerable: true });
    }
  }
  import(specifier) {
    return namespaceOf(answer(specifier, this.record.file));
  }
  star(specifier) {
    const source = answer(specifier, this.record.file);
    if (standInText(exportsOf(source))) {
      host.failImport(specifier, this.record.file, `the names of the package "${specifier}" are not known: it could not be found`);
    }
    if (!source.module.loaded) (source.followers ??= []).push(this.record);
    repeat(this.record, source);
  }
  dynamic(specifier) {
    return new Promise((resolve) => resolve(this.import(String(specifier))));
  }
  get meta() {
    const { file } = this.record;
    return (this.record.meta ??= {
      url: facade('url').pathToFileURL(file).href,
      filename: file,
      dirname: folderOf(file),
      resolve: (specifier) => facade('url').pathToFileURL(resolve(specifier, file)).href,
    });
  }
}

const folderOf = (file) => file.slice(0, Math.max(1, file.lastIndexOf('/')));

function resolve(specifier, importer) {
  const found = host.resolve(String(specifier), importer);
  if (found[0] === 'f') return found.slice(1);
  if (found[0] === 'm') host.failImport(specifier, importer, `cannot find the package "${specifier}"`);
  return String(specifier);
}

export function requireFor(importer) {
  const require = (specifier) => exportsOf(answer(String(specifier), importer));
  require.resolve = (specifier) => resolve(specifier, importer);
  require.cache = {};
  require.main = undefined;
  return require;
}

// The files so far, each with what it exports.
export const loaded = () => Array.from(files, ([file, record]) => [file, exportsOf(record)]);

export function load(file) {
  let record = files.get(file);
  if (record !== undefined) {
    if (record.failure !== null) throw record.failure.error;
    return record;
  }
  record = new Record(file, {});
  files.set(file, record);
  try {
    const { module } = record;
    if (file.endsWith('.json')) {
      module.exports = host.json(file);
    } else {
      const bodyWith = host.compile(file);
      const { exports } = module;
      bodyWith.call(exports, exports, requireFor(file), module, file, folderOf(file), new Handle(record))();
    }
    module.loaded = true;
    return record;
  } catch (error) {
    record.failure = { error };
    throw error;
  }
}
