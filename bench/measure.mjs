// Measures sluice against others of its kind: see bench/run.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCatalog } from './catalog.mjs';
import { measureChecks } from './check.mjs';
import { measureData } from './data.mjs';
import { measureDiffs } from './diff.mjs';
import { alter, writeProject } from './input.mjs';
import { measureLoads } from './load.mjs';
import { measureMigrations } from './migrate.mjs';

const { values: options } = parseArgs({
  options: {
    root: { type: 'string' }, work: { type: 'string' }, sluice: { type: 'string' }, usage: { type: 'string' }, socket: { type: 'string' },
    differ: { type: 'string' }, loader: { type: 'string' }, reader: { type: 'string' }, dbmate: { type: 'string' }, json: { type: 'string' }, rounds: { type: 'string', default: '9' }, only: { type: 'string' },
  },
});
const { work, sluice, differ, usage, socket } = options;
const rounds = Number(options.rounds);
const kit = join(options.root, 'node_modules/drizzle-kit/bin.cjs');
const environment = { ...process.env, CI: 'true', NO_COLOR: '1' };

function measured(folder, command) {
  const done = spawnSync(usage, command, { cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'pipe'], encoding: 'utf8' });
  const result = done.output?.[3] ? JSON.parse(done.output[3]) : { code: done.status };
  if (result.code !== 0) throw new Error(`${command.join(' ')} in ${folder}: exit code ${result.code}\n${done.stdout}${done.stderr}`);
  return result;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Runs each tool `count` times, turn by turn; `prepare(tool)` makes the ground for a run and is not measured. */
function compare(name, { count = rounds, tools, prepare, against, target, memoryTarget }) {
  const runs = Object.fromEntries(Object.keys(tools).map((tool) => [tool, []]));
  const order = Object.keys(tools);
  for (let i = 0; i < count; i++) {
    for (const tool of i % 2 ? [...order].reverse() : order) {
      const folder = prepare(tool, i);
      const command = tools[tool];
      runs[tool].push(measured(folder, typeof command === 'function' ? command(folder) : command));
    }
  }
  const medians = Object.fromEntries(order.map((tool) => [tool, {
    wall: median(runs[tool].map((run) => run.wall)), cpu: median(runs[tool].map((run) => run.cpu)), memory: median(runs[tool].map((run) => run.memory)),
  }]));
  const part = (key) => medians.sluice[key] / medians[against][key];
  const result = { name, against, count, medians, ratio: { wall: part('wall'), cpu: part('cpu'), memory: part('memory') }, target, memoryTarget };
  print(result);
  return result;
}

const milliseconds = (value) => (value === undefined ? '' : `${value < 1 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0)} ms`);
const ratio = (value) => (value === undefined ? '' : value < 0.5 ? `1/${(1 / value).toFixed(1)}` : value.toFixed(2));
const columns = [['', -42], ['other', 12], ['sluice', 10], ['ratio', 8], ['target', 8], ['CPU', 8], ['memory', 18], ['ratio', 7], ['target', 7]];
const line = (cells) => cells.map((cell, i) => (columns[i][1] < 0 ? cell.padEnd(-columns[i][1]) : cell.padStart(columns[i][1]))).join('  ');
let printed = false;
function print({ name, against, medians, ratio: reached, target, memoryTarget }) {
  if (!printed) console.log(line(columns.map(([title]) => title)));
  printed = true;
  const megabytes = (kilobytes) => (kilobytes / 1024).toFixed(0);
  const memory = medians.sluice.memory && `${megabytes(medians[against].memory)} and ${megabytes(medians.sluice.memory)} MB`;
  console.log(line([`${name}, against ${against}`, milliseconds(medians[against].wall), milliseconds(medians.sluice.wall), ratio(reached.wall), ratio(target),
    ratio(reached.cpu), memory ?? '', ratio(reached.memory), ratio(memoryTarget)]));
}

const results = [];
const add = (result) => results.push(result);

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
symlinkSync(join(options.root, 'node_modules'), join(work, 'node_modules'));
const folderOf = (tool, name) => join(work, tool.replace(/\W/g, ''), name);
const remove = (...parts) => rmSync(join(...parts), { recursive: true, force: true });

// --- generate ---

const generators = { 'drizzle-kit': [process.execPath, kit, 'generate'], sluice: [sluice, 'generate'] };
const targets = { 10: 1 / 10, 100: 1 / 8, 1000: 1 / 5 };
for (const tables of [10, 100, 1000]) {
  if (!['generate', `generate ${tables}`].includes(options.only ?? 'generate')) continue;
  const count = tables === 1000 ? Math.max(3, Math.ceil(rounds / 2)) : rounds;
  const name = `generate ${tables}`;
  const common = { count, tools: generators, against: 'drizzle-kit', memoryTarget: 1 / 4 };
  let lines;
  for (const tool of Object.keys(generators)) lines = writeProject(folderOf(tool, name), tables);
  console.error(`${tables} tables: ${lines} lines`);
  add(compare(`${name}, first`, { ...common, target: targets[tables], prepare(tool) {
    const folder = folderOf(tool, name);
    remove(folder, 'drizzle');
    remove(folder, '.sluice');
    return folder;
  } }));
  for (const tool of Object.keys(generators)) {
    const folder = folderOf(tool, name);
    remove(folder, 'drizzle');
    measured(folder, generators[tool]);
    measured(folder, generators[tool]);
    cpSync(join(folder, 'drizzle'), join(folder, 'before'), { recursive: true });
  }
  add(compare(`${name}, unchanged`, { ...common, target: 1 / 20, prepare: (tool) => folderOf(tool, name) }));
  for (const tool of Object.keys(generators)) {
    const file = join(folderOf(tool, name), 'src/schema/part000.ts');
    writeFileSync(file, alter(readFileSync(file, 'utf8')));
  }
  add(compare(`${name}, altered`, { ...common, target: targets[tables], prepare(tool) {
    const folder = folderOf(tool, name);
    remove(folder, 'drizzle');
    remove(folder, '.sluice');
    cpSync(join(folder, 'before'), join(folder, 'drizzle'), { recursive: true });
    return folder;
  } }));
}

// --- check ---

if ((options.only ?? 'check') === 'check') {
  measureChecks({ folderOf, sluice, kit, rounds, generate: (folder) => measured(folder, generators.sluice),
    compare: (name, how) => add(compare(name, how)) });
}

// --- diff ---

if ((options.only ?? 'diff') === 'diff') {
  measureDiffs({ work, sluice, differ, rounds, add(result) {
    print(result);
    add(result);
  } });
}

// --- migrate ---

if ((options.only ?? 'migrate') === 'migrate') {
  measureMigrations({ work, sluice, kit, dbmate: options.dbmate, socket, rounds, measured,
    compare: ({ name, ...how }) => add(compare(name, how)) });
}

// --- catalog ---

if ((options.only ?? 'catalog') === 'catalog') {
  measureCatalog({ work, sluice, reader: options.reader, kit, socket, rounds,
    compare({ name, ...how }) {
      const result = compare(name, how);
      add(result);
      return result;
    } });
}

// --- load ---

if ((options.only ?? 'load') === 'load') {
  await measureLoads({ work, loader: options.loader, socket, rounds, compare: ({ name, ...how }) => add(compare(name, how)) });
}

// --- data ---

if ((options.only ?? 'data') === 'data') {
  measureData({ work, root: options.root, sluice, socket, compare: ({ name, ...how }) => add(compare(name, how)) });
}

if (options.json) {
  const machine = { cpu: cpus()[0]?.model, cores: cpus().length, kernel: release(), node: process.version, load: loadavg()[0] };
  writeFileSync(options.json, `${JSON.stringify({ schemaVersion: 1, machine, results }, null, 2)}\n`);
}
