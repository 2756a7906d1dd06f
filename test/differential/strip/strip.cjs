// The stripper against esbuild and sucrase. usage: node strip.cjs STRIP_FILES SOURCE_DIRECTORY [FOLDER ...]
//  1. every case of test/cases/strip evaluates to what esbuild's output of it evaluates to, and
//     sucrase's where it knows the syntax;
//  2. TypeScript of the npm packages (and of FOLDERs): our output and esbuild's, without types, are the
//     same text once esbuild has printed them; where they are not comparable (enums, namespaces), the
//     file does what it does from esbuild and from sucrase;
//  3. JavaScript of the npm packages comes out unchanged; drizzle-orm's ES modules and zod's TypeScript
//     work as their CommonJS builds do.
const fs = require('fs');
const path = require('path');
const os = require('os');
const { spawnSync } = require('child_process');

const [program, root, ...folders] = process.argv.slice(2);
const modules = path.join(root, 'node_modules');
const esbuild = require(require.resolve('esbuild', { paths: [path.join(modules, 'drizzle-kit')] }));  // the one it runs
const sucrase = require(path.join(modules, 'sucrase'));
const cases = path.join(root, 'test/cases/strip');
const output = fs.mkdtempSync(path.join(os.tmpdir(), 'sluice-strip-'));
process.on('exit', () => fs.rmSync(output, { recursive: true, force: true }));

const problems = [];
const wrong = (file, what) => problems.push(`${file}: ${what}`);

// Strips many files at once; gives the text or { refused } of each.
let runs = 0;
function strip_all(mode, files) {
  const made = path.join(output, String(++runs));
  fs.mkdirSync(made);
  const input = files.map((file, i) => `${mode}\t${file}\t${made}/${i}\n`).join('');
  const run = spawnSync(program, { input, maxBuffer: 1 << 28, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}`);
  const answers = run.stdout.split('\n');
  return files.map((_, i) =>
    answers[i] === 'ok' ? fs.readFileSync(`${made}/${i}`, 'utf8') : { refused: answers[i] });
}

function find(folder, wanted, found = []) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) find(file, wanted, found);
    else if (wanted(file)) found.push(file);
  }
  return found;
}

const is_typescript = (file) => /\.[mc]?tsx?$/.test(file) && !/\.d\.[mc]?ts$/.test(file);
const compiler_options = { verbatimModuleSyntax: true, useDefineForClassFields: true, target: 'esnext' };

// ---- Evaluation

function resolve(from, specifier) {
  if (!specifier.startsWith('.')) return null;
  const base = path.resolve(path.dirname(from), specifier);
  const found = ['', '.ts', '.tsx', '.mjs', '.js', '/index.js'].map((end) => base + end);
  found.push(base.replace(/\.js$/, '.ts'));
  for (const each of found) {
    if (fs.existsSync(each) && fs.statSync(each).isFile()) return each;
  }
  throw new Error(`${from}: no ${specifier}`);
}

class loader {
  constructor(transform) {
    this.transform = transform;
    this.cache = new Map();
  }
  load(file) {
    if (this.cache.has(file)) return this.cache.get(file).exports;
    const module = { exports: {} };
    this.cache.set(file, module);
    if (file.endsWith('.json')) return (module.exports = JSON.parse(fs.readFileSync(file, 'utf8')));
    const load = (specifier) => {
      const target = resolve(file, specifier);
      if (specifier === 'vitest') return vitest;
      return target === null ? require(specifier) : this.load(target);
    };
    const namespace = (value) => {
      if (value !== null && typeof value === 'object' && value.__esModule) return value;
      const made = {};
      for (const key of Object.keys(Object(value))) made[key] = value[key];
      made.default = value;
      return made;
    };
    const api = {
      export(getters) {
        Object.defineProperty(module.exports, '__esModule', { value: true });
        for (const key of Object.keys(getters)) {
          Object.defineProperty(module.exports, key, { get: getters[key], enumerable: true });
        }
      },
      import: (specifier) => namespace(load(specifier)),
      star(specifier) {
        const from = load(specifier);
        for (const key of Object.keys(from)) {
          if (key === 'default' || Object.hasOwn(module.exports, key)) continue;
          Object.defineProperty(module.exports, key, { get: () => from[key], enumerable: true });
        }
      },
      dynamic: async (specifier) => namespace(load(specifier)),
      meta: { url: 'file:///module' },
    };
    const code = this.transform(file);
    // The same names of the module's own would be an error here, as they are not in ours.
    const directory = /^const .*__dirname =/m.test(code) ? '_' : '__dirname';
    const run = new Function('exports', 'require', 'module', '__filename', directory, '__module', code);
    run.call(module.exports, module.exports, load, module, file, path.dirname(file), api);
    return module.exports;
  }
}

async function plain(value, depth = 0, keys_of = Object.keys) {
  if (depth > 6) return '...';
  if (typeof value === 'function') {
    const own = {};
    for (const key of Object.keys(value)) own[key] = await plain(value[key], depth + 1, keys_of);
    return { function: value.length, own };
  }
  if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'undefined') {
    return String(value);
  }
  if (value instanceof Promise) return { promise: await plain(await value, depth + 1, keys_of) };
  if (Array.isArray(value)) {
    const all = [];
    for (const each of value) all.push(await plain(each, depth + 1, keys_of));
    return all;
  }
  if (value !== null && typeof value === 'object') {
    const own = [];
    for (const key of keys_of(value)) own.push([key, await plain(value[key], depth + 1, keys_of)]);
    return own;
  }
  return value;
}

async function evaluation(load, keys_of) {
  try {
    return JSON.stringify(await plain(load(), 0, keys_of), null, 1);
  } catch (error) {
    return `threw ${error.stack.split('\n').slice(0, 4).join('\n')}`;
  }
}

// Stands in for the test framework of the packages: runs the tests and notes what they look at.
let seen = [];
let under_test = Promise.resolve();
const note = (values) => seen.push(Promise.all(values.map((value) => plain(value).catch((error) => `rejects ${error.name}`))));
const matcher = new Proxy(() => {}, {
  get: (_, name) => (name === 'then' ? undefined : matcher),
  apply: (_, self, values) => void note(values) ?? matcher,
});
const vitest = {
  expect: (value) => void note([value]) ?? matcher,
  expectTypeOf: () => matcher,
  describe: (_, run) => run(),
  test(name, run) {
    under_test = under_test.then(run).catch((error) => note([`${name} threw ${error.name}`]));
  },
  beforeEach() {},
  afterEach() {},
};
vitest.it = vitest.test;
vitest.expect = Object.assign(vitest.expect, { any: () => 'any', objectContaining: (value) => value });

async function behaviour(load, keys_of) {
  seen = [];
  under_test = Promise.resolve();
  const exported = await evaluation(load, keys_of);
  await under_test;
  return JSON.stringify([exported.split('\n'), await Promise.all(seen)], null, 1);
}

function differs(file, who, mine, other) {
  if (mine === other) return false;
  const a = mine.split('\n');
  const b = other.split('\n');
  const at = a.findIndex((line, i) => line !== b[i]);
  const around = (lines) => lines.slice(Math.max(0, at - 3), at + 5).join('\n');
  wrong(file, `evaluates to\n${around(a)}\nnot, as ${who} has it, to\n${around(b)}`);
  return true;
}

const source_of = (file) => fs.readFileSync(file, 'utf8').replace(/^#!/, '//');
const as_esbuild = (file) => esbuild.transformSync(source_of(file), {
  format: 'cjs', target: 'esnext', jsx: 'transform', jsxFactory: 'no_jsx', logLevel: 'silent',
  loader: file.endsWith('x') ? 'tsx' : /\.[mc]?js$/.test(file) ? 'js' : 'ts',
  supported: { 'dynamic-import': false }, define: { 'import.meta.url': '"file:///module"' },
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, target: 'esnext' } },
}).code;
const by_esbuild = () => new loader(as_esbuild);
const sorted = (value) => Object.keys(value).sort();  // sucrase's exports have no order

// Where sucrase 3.35 refuses the syntax or takes it for something else.
const beyond_sucrase = (file) => /\bnamespace\s+[\w.]+\s*\{/.test(fs.readFileSync(file, 'utf8')) || [
  'classes.ts',              // super() in a conditional, of a class with parameter properties
  'enum_names.ts',           // an enum in two scopes, members of text and of an enum's first part
  'equals.cts',              // export =
  'import_require.ts',       // export import
  'values.ts',               // a name in quotes
  'jsx_names.tsx',           // type arguments, a name with a colon
  'javascript.mjs',          // exports without semicolons
  'types.ts',                // an arrow function behind a colon, a type in a case
].includes(path.basename(file));

const by_sucrase = () => new loader((file) => beyond_sucrase(file) ? as_esbuild(file) : sucrase.transform(source_of(file), {
  transforms: ['imports', ...(/\.[mc]?js$/.test(file) ? [] : ['typescript']), ...(file.endsWith('x') ? ['jsx'] : [])],
  filePath: file, production: true, jsxPragma: 'no_jsx',
}).code);

async function evaluate_cases() {
  const files = find(cases, (file) => !/\.(json|md)$/.test(file));
  const stripped = strip_all('commonjs', files);
  const text = new Map(files.map((file, i) => [file, stripped[i]]));
  const ours = new loader((file) => {
    const code = text.get(file);
    if (typeof code !== 'string') throw new Error(code.refused);
    return code;
  });
  const theirs = by_esbuild();
  const others = by_sucrase();
  let count = 0;
  let with_sucrase = 0;
  for (const file of files.filter((each) => path.dirname(each) === cases)) {
    ++count;
    const source = fs.readFileSync(file, 'utf8');
    const code = text.get(file);
    if (typeof code === 'string' && !code.startsWith('"use strict";{') === /^(import|export) /m.test(source) &&
        !file.endsWith('.cts')) {
      wrong(file, 'taken for the wrong kind of module');
    }
    delete globalThis.effects;
    const mine = await evaluation(() => ours.load(file));
    const my_effects = globalThis.effects;
    delete globalThis.effects;
    const other = await evaluation(() => theirs.load(file));
    if (mine.startsWith('threw')) wrong(file, mine);
    else if (!differs(file, 'esbuild', mine, other) && my_effects !== globalThis.effects) wrong(file, 'effects');
    if (beyond_sucrase(file)) continue;
    ++with_sucrase;
    differs(file, 'sucrase', await evaluation(() => ours.load(file), sorted), await evaluation(() => others.load(file), sorted));
  }
  return `${count} cases evaluated, ${with_sucrase} with sucrase too`;
}

// ---- Texts

// What esbuild writes differently for what is the same: enums are
// compared by evaluation instead (the cases), and marks of purity say nothing.
const same_text = (text) => text.replace(/\/\* @__PURE__ \*\/ ?/g, '').replace(/;+/g, ';').replace(/;}/g, '}')
  .replace(/^;/, '').replace(/\n;/g, '\n');
const by_evaluation = /\benum\s+\w+\s*\{|\bnamespace\s+\w/;
// Parameter properties: esbuild orders the class's members otherwise.
const reorders = /\bconstructor\s*\([^]*\b(private|public|protected|readonly|override)\s/;
const pieces = (text) => text.replace(/,this\./g, ';this.').split(/[;{}]/).filter(Boolean).sort().join('\n');

// What a file's enums and namespaces come to: what it exports and what its tests look at.
async function compare_behaviour(files) {
  const everything = new Map();
  const ours = () => new loader((file) => {
    if (!everything.has(file)) everything.set(file, strip_all('commonjs', [file])[0]);
    return everything.get(file);
  });
  let with_sucrase = 0;
  let looks = 0;
  let run = 0;
  for (const file of files) {
    const mine = await behaviour(() => ours().load(file));
    if (mine.includes('Cannot find module')) continue;
    ++run;
    looks += seen.length;
    if (differs(file, 'esbuild', mine, await behaviour(() => by_esbuild().load(file))) || beyond_sucrase(file)) continue;
    ++with_sucrase;
    differs(file, 'sucrase', await behaviour(() => ours().load(file), sorted), await behaviour(() => by_sucrase().load(file), sorted));
  }
  return `${run} files with enums or namespaces run, ${with_sucrase} with sucrase too: ${looks} values looked at`;
}

function compare_texts(files) {
  const stripped = strip_all('keep', files);
  const counts = { same: 0, refused: 0, neither: 0 };
  const apart = [];
  const print = { minifyWhitespace: true, legalComments: 'none', target: 'esnext', logLevel: 'silent', charset: 'utf8' };
  files.forEach((file, i) => {
    const source = fs.readFileSync(file, 'utf8');
    let theirs;
    try {
      theirs = esbuild.transformSync(source, {
        ...print, loader: file.endsWith('x') ? 'tsx' : 'ts', tsconfigRaw: { compilerOptions: compiler_options },
      }).code;
    } catch {
      theirs = null;
    }
    const code = stripped[i];
    if (typeof code !== 'string') {
      if (theirs === null) ++counts.neither;
      else if (code.refused.startsWith('SCRIPT.UNSUPPORTED')) ++counts.refused;
      else wrong(file, `refused: ${code.refused}`);
      return;
    }
    if (theirs === null) return void ++counts.neither;
    if (code.split('\n').length !== source.split('\n').length) wrong(file, 'lines moved');
    if (code.includes('JSX is not evaluated') || /^import \w+ = /m.test(source)) return void apart.push(file);
    let ours;
    try {
      ours = esbuild.transformSync(code, { ...print, loader: 'js' }).code;
    } catch (error) {
      if (/is not declared in this file/.test(error.message) || /\bnamespace \w/.test(source)) return void apart.push(file);
      return wrong(file, `is no JavaScript: ${error.message}`);
    }
    if (reorders.test(source) && pieces(ours) === pieces(theirs)) return void ++counts.same;
    const a = same_text(ours);
    const b = same_text(theirs);
    // An empty statement more or less is no difference.
    const minify = (text) => esbuild.transformSync(text, { ...print, minifySyntax: true }).code;
    if (a === b || minify(ours) === minify(theirs)) return void ++counts.same;
    if (by_evaluation.test(source)) return void apart.push(file);
    let at = 0;
    while (a[at] === b[at]) ++at;
    wrong(file, `\n  ${JSON.stringify(a.slice(Math.max(0, at - 60), at + 80))}\nis not\n  ${JSON.stringify(b.slice(Math.max(0, at - 60), at + 80))}`);
  });
  console.log(`${files.length} TypeScript files: ${counts.same} the same, ${apart.length} with enums, namespaces ` +
    `or JSX, ${counts.refused} refused, ${counts.neither} refused by both`);
  return apart;
}

function compare_javascript(files) {
  const stripped = strip_all('keep', files);
  let same = 0;
  files.forEach((file, i) => {
    const source = fs.readFileSync(file, 'utf8');
    const code = stripped[i];
    if (code === source.replace(/^#!.*/, (line) => ' '.repeat(line.length))) ++same;
    else if (typeof code === 'string') {
      if (!code.includes('JSX is not evaluated')) wrong(file, 'changed');
    }
    else if (!code.refused.startsWith('SCRIPT.UNSUPPORTED')) wrong(file, code.refused);
  });
  return `${same} of ${files.length} JavaScript files unchanged`;
}

// drizzle-orm ships each module as ES module and as CommonJS.
function evaluate_drizzle() {
  const folder = path.join(modules, 'drizzle-orm');
  const files = find(folder, (file) => file.endsWith('.js'));
  const stripped = strip_all('commonjs', files);
  const text = new Map(files.map((file, i) => [file, stripped[i]]));
  const ours = new loader((file) => text.get(file));
  let names = 0;
  for (const entry of ['index', 'pg-core/index', 'relations', 'pg-proxy/index', 'casing']) {
    const mine = ours.load(path.join(folder, `${entry}.js`));
    const theirs = require(path.join(folder, `${entry}.cjs`));
    const keys = (value) => Object.keys(value).sort().join(' ');
    if (keys(mine) !== keys(theirs)) wrong(entry, `exports ${keys(mine)}, not ${keys(theirs)}`);
    names += Object.keys(mine).length;
    for (const key of Object.keys(mine)) {
      if (typeof mine[key] !== typeof theirs[key]) wrong(entry, `${key} is ${typeof mine[key]}`);
    }
  }
  const { pgTable, text: text_column } = ours.load(path.join(folder, 'pg-core/index.js'));
  const { getTableName } = ours.load(path.join(folder, 'index.js'));
  if (getTableName(pgTable('users', { a: text_column() })) !== 'users') wrong('drizzle-orm', 'does not work');
  return `drizzle-orm's ES modules evaluated: ${names} names`;
}

// zod ships its TypeScript too: version 3 with namespaces, version 4 with a large cycle of modules.
function evaluate_zod() {
  const folder = path.join(modules, 'zod/src');
  const files = find(folder, (file) => is_typescript(file) && !/tests|benchmarks/.test(file));
  const stripped = strip_all('commonjs', files);
  const text = new Map(files.map((file, i) => [file, stripped[i]]));
  const ours = new loader((file) => text.get(file));
  const try_out = (z) => {
    const shape = z.object({ a: z.string().email(), b: z.array(z.number().int()).min(1), c: z.enum(['x', 'y']).default('x') });
    return JSON.stringify([shape.parse({ a: 'a@b.co', b: [1] }), shape.safeParse({ a: 'a', b: [], c: 1 }).error.issues, Object.keys(z).sort()]);
  };
  for (const version of ['v3', 'v4']) {
    const mine = try_out(ours.load(path.join(folder, version, 'index.ts')));
    const theirs = try_out(require(path.join(modules, 'zod', version)));
    if (mine !== theirs) wrong(`zod/${version}`, `${mine}\nis not\n${theirs}`);
  }
  return `zod's ${files.length} TypeScript files evaluated`;
}

(async () => {
  console.log(await evaluate_cases());
  const sources = folders.length > 0 ? folders : [modules];
  console.log(await compare_behaviour(compare_texts(sources.flatMap((folder) => find(folder, is_typescript)))));
  const packages = folders.length > 0 ? folders
    : ['drizzle-orm', 'zod', 'nanoid', 'pg', 'dotenv', '@paralleldrive', 'sucrase', 'commander'].map((name) => path.join(modules, name));
  console.log(compare_javascript(packages.filter(fs.existsSync).flatMap((folder) => find(folder, (file) => /\.[mc]?js$/.test(file)))));
  console.log(evaluate_drizzle());
  console.log(evaluate_zod());
  if (problems.length > 0) {
    console.log(problems.slice(0, 40).join('\n\n'));
    console.log(`${problems.length} problems`);
    process.exitCode = 1;
  }
})();
