// What tsconfig.json says shows in a schema where classes have fields and where an import is for its effect alone:
// drizzle-kit (the real program) and sluice generate with each of the usual ones and write the same.
//   node tsconfigs.mjs --sluice build/release/sluice --work FOLDER
import { spawnSync } from 'node:child_process';
import { lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFolders } from './compare.mjs';

const { program } = createRequire(import.meta.url)('./oracle.cjs');
const { values: options } = parseArgs({ options: { sluice: { type: 'string' }, work: { type: 'string' } } });
const sluice = resolve(options.sluice);
const work = resolve(options.work);
const packages = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules');

const project = {
  'drizzle.config.ts': `
export default { dialect: 'postgresql', schema: './src/schema.ts' };
`,
  'src/registry.ts': `
export const registered: string[] = [];
export type Registered = (typeof registered)[number];
`,
  'src/audit.ts': `
import { registered } from './registry';
registered.push('audit');
export const audit = true;
export type Audit = typeof audit;
`,
  'src/names.ts': `
export class Names {
  separator: string = '_';
  ending?: string;
  constructor(protected readonly prefix: string) {}
  of(...parts: string[]) { return [this.prefix, ...parts, this.ending].filter(Boolean).join(this.separator); }
}
export class Plurals extends Names {
  separator: string;
  ending = 's';
}
`,
  'src/schema.ts': `
import { pgTable, text, varchar } from 'drizzle-orm/pg-core';
import { audit, type Audit } from './audit';
import { registered, type Registered } from './registry';
import { Names, Plurals } from './names';

class Columns {
  #made = 0;
  length = this.names === undefined ? 1 : this.size * 2; 'key-name' = this.names?.of('key') ?? 'no_names'
  #prefix = this.names?.of('column') ?? 'none'
  declare never: string;
  unset: number | undefined;
  static shared: string;
  constructor(private names: Names, public size: number = 10) { this.#made++; }
  all() {
    return { [this['key-name']]: text(), [\`\${this.#prefix}_\${this.#made}\`]: varchar({ length: this.length }) };
  }
}
const columns = new Columns(new Names('app'));

export const plain = pgTable(new Names('app').of('plain'), columns.all());
export const plural = pgTable(new Plurals('app').of('item'), columns.all());
export const keys = pgTable(['keys', ...Object.keys(columns), ...Object.keys(Columns)].join(' '), { id: text() });
export const effects = pgTable(['effects', ...registered].join('_'), { id: text() });
export type Tables = Audit | Registered;
`,
};

const options_of = (compilerOptions, more = {}) => ({ 'tsconfig.json': { compilerOptions, ...more } });
const tsconfigs = {
  none: {},
  'no options': { 'tsconfig.json': {} },
  'Next.js': options_of({ target: 'ES2017', module: 'esnext', moduleResolution: 'bundler', isolatedModules: true, noEmit: true, jsx: 'preserve' },
    { include: ['next-env.d.ts', '**/*.ts', '**/*.tsx', '.next/types/**/*.ts'], exclude: ['node_modules'] }),
  NestJS: options_of({ target: 'ES2021', module: 'commonjs', experimentalDecorators: true, emitDecoratorMetadata: true, outDir: './dist' }),
  'Vite': {
    'tsconfig.json': { files: [], references: [{ path: './tsconfig.app.json' }] },
    'tsconfig.app.json': { compilerOptions: { target: 'ES2020', useDefineForClassFields: false }, include: ['src'] },
  },
  'Vite, one file': options_of({ target: 'ES2020', useDefineForClassFields: true, module: 'ESNext' }, { include: ['src'] }),
  'node 20': options_of({ target: 'es2022', module: 'node16' }),
  strict: options_of({ target: 'ESNext', module: 'ESNext', verbatimModuleSyntax: true, strict: true }),
  assigned: options_of({ target: 'ESNext', useDefineForClassFields: false }),
  'old values': options_of({ importsNotUsedAsValues: 'error', target: 'es2019' }),
  extended: {
    'tsconfig.json': { extends: './base/tsconfig.json', compilerOptions: { strict: true } },
    'base/tsconfig.json': { compilerOptions: { target: 'ES2018', verbatimModuleSyntax: true }, include: ['../src/**/*'] },
  },
  'extended, and taken back': {
    'tsconfig.json': { extends: ['./base/a.json', './base/b.json'], compilerOptions: { verbatimModuleSyntax: false } },
    'base/a.json': { compilerOptions: { target: 'ES2018', verbatimModuleSyntax: true } },
    'base/b.json': { compilerOptions: { useDefineForClassFields: true } },
  },
  'for another folder': options_of({ target: 'ES2017', verbatimModuleSyntax: true }, { include: ['app/**/*.ts', 'sr?.ts', 'src/*.tsx'] }),
  'for one file': options_of({ target: 'ES2017', verbatimModuleSyntax: true }, { files: ['src/schema.ts'] }),
  'not for one file': options_of({ target: 'ES2017' }, { exclude: ['**/names.ts', 'src/audit'] }),
  'no JSON': { 'tsconfig.json': 'target = ES2017' },
};

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
if (!lstatSync(join(work, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(packages, join(work, 'node_modules'));
let failed = 0;
for (const [name, files] of Object.entries(tsconfigs)) {
  const problems = [];
  const at = (tool) => join(work, name.replace(/\W+/g, '_'), tool);
  for (const [tool, command] of [['drizzle-kit', [process.execPath, program]], ['sluice', [sluice]]]) {
    for (const [file, text] of Object.entries({ ...project, ...files })) {
      mkdirSync(dirname(join(at(tool), file)), { recursive: true });
      writeFileSync(join(at(tool), file), typeof text === 'string' ? text : JSON.stringify(text));
    }
    const done = spawnSync(command[0], [...command.slice(1), 'generate'], { cwd: at(tool), encoding: 'utf8', timeout: 60_000, env: { ...process.env, CI: 'true' } });
    if (done.status !== 0) problems.push(`${tool}: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
  }
  if (!problems.length) problems.push(compareFolders(join(at('drizzle-kit'), 'drizzle'), join(at('sluice'), 'drizzle')).text);
  if (problems[0]) failed++;
  console.log(`${name}: ${problems.join('') || 'the same'}`);
}
console.log(`${Object.keys(tsconfigs).length - failed} of ${Object.keys(tsconfigs).length} the same`);
process.exit(failed ? 1 : 0);
