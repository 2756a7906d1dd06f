// Writes the same random Drizzle project for drizzle-kit and for sluice, lets both generate, changes the schema, lets
// both generate again and once more without a change, and compares what they wrote.
//   node run.mjs --sluice build/release/sluice --driver build/release/diff_driver --url URL --work FOLDER [--from 1] [--count 100] [--real-every 15] [--plain]
// The seed is the project: `--from SEED --count 1` makes the same one again. --real-every runs the real program from
// the command line too, for each so manieth seed. Projects that differ stay in FOLDER.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFolders } from './compare.mjs';
import { Mutator } from './mutate.mjs';
import { Random } from './random.mjs';
import { SchemaMaker } from './schema.mjs';
import { writeProject } from './typescript.mjs';
import { Verdicts } from './verdict.mjs';

const { drizzleKitGenerate, program } = createRequire(import.meta.url)('./oracle.cjs');
const { values: options } = parseArgs({
  options: {
    sluice: { type: 'string' }, driver: { type: 'string' }, url: { type: 'string' }, work: { type: 'string' }, from: { type: 'string', default: '1' }, count: { type: 'string', default: '100' },
    'real-every': { type: 'string', default: '15' }, plain: { type: 'boolean', default: false },
  },
});
const sluice = resolve(options.sluice);
const work = resolve(options.work);
const packages = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules');

mkdirSync(work, { recursive: true });
if (!lstatSync(join(work, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(packages, join(work, 'node_modules'));

/** Runs a program in `folder`; throws with what it said where it fails. */
function run(folder, command, ...args) {
  const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 60_000, env: { ...process.env, CI: 'true' } });
  if (done.status !== 0) throw new Error(`${[command, ...args].join(' ')}: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
}

async function trySeed(seed, folder) {
  // The schema, the schema after changes, and that one again.
  const maker = new SchemaMaker(new Random(seed), { extensions: !options.plain });
  const mutator = new Mutator(new Random(seed + 1e6), maker);
  const first = maker.make();
  const second = mutator.change(first);
  writeFileSync(join(folder, 'changes'), mutator.done.map((line) => `${line}\n`).join(''));
  const real = seed % Number(options['real-every']) === 0;
  const tools = {
    'drizzle-kit': drizzleKitGenerate,
    sluice: (at) => run(at, sluice, 'generate'),
    ...(real ? { 'drizzle-kit from the command line': (at) => run(at, process.execPath, program, 'generate') } : {}),
  };
  let last;
  const explained = [];
  for (const [step, project] of [['first', first], ['second', second], ['unchanged', second]]) {
    for (const [tool, generate] of Object.entries(tools)) {
      const at = join(folder, step, tool);
      writeProject(project, at);
      if (last && existsSync(join(folder, last, tool, 'drizzle'))) cpSync(join(folder, last, tool, 'drizzle'), join(at, 'drizzle'), { recursive: true });
      await generate(at);
    }
    for (const tool of Object.keys(tools).slice(1)) {
      const difference = compareFolders(join(folder, step, 'drizzle-kit/drizzle'), join(folder, step, tool, 'drizzle'), ['drizzle-kit', tool], tool === 'sluice' ? explained : []);
      if (!difference.text) continue;
      const why = difference.onlySql.length === 1 && tool === 'sluice' ? await verdicts.explain(join(folder, step, 'drizzle-kit/drizzle'), join(folder, step, 'sluice/drizzle')).catch((error) => error) : new Error('more than SQL differs');
      if (why instanceof Error) throw new Error(`the ${step} generate differs: ${why.message}\n${difference.text}`);
      explained.push(...difference.onlySql);
      meant[why] = (meant[why] ?? 0) + 1;
    }
    last = step;
  }
}

const verdicts = new Verdicts(options.url, options.driver);
// Where drizzle-kit is wrong, by class.
const meant = {};
const from = Number(options.from);
let failed = 0;
for (let seed = from; seed < from + Number(options.count); seed++) {
  const folder = join(work, String(seed));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await trySeed(seed, folder);
    rmSync(folder, { recursive: true });
  } catch (error) {
    failed++;
    console.log(`seed ${seed}, ${folder}: ${error.message.slice(0, 6000)}\n`);
  }
}
await verdicts.close();
for (const [name, times] of Object.entries(meant)) console.log(`drizzle-kit ${name}, ${times} times`);
console.log(`${Number(options.count) - failed} of ${options.count} seeds the same, or right where drizzle-kit is wrong`);
process.exit(failed ? 1 : 0);
