// Pushes random Drizzle projects to databases, changes them, and pushes again.
//   node run.mjs --sluice build/release/sluice --url URL --work FOLDER [--from 1] [--count 30] [--kit-every 5]
// For each seed: after a push the next one has nothing to do; the database is the one that `generate` makes, and pushing to
// that has nothing to do either; and so once more after the schema has changed. For each so manieth seed the real
// `drizzle-kit push` finds nothing in what sluice pushed, and sluice nothing in what it pushed, but for what known.mjs
// names. The seed is the project; what fails stays in FOLDER.
import { lstatSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Mutator } from '../generate/mutate.mjs';
import { Random } from '../generate/random.mjs';
import { SchemaMaker } from '../generate/schema.mjs';
import { explain, refusedBy } from './known.mjs';
import { Place, Tools, write } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    sluice: { type: 'string' }, url: { type: 'string' }, work: { type: 'string' }, from: { type: 'string', default: '1' },
    count: { type: 'string', default: '30' }, 'kit-every': { type: 'string', default: '5' },
  },
});
const work = resolve(options.work);
const packages = join(dirname(fileURLToPath(import.meta.url)), '../../../node_modules');
mkdirSync(work, { recursive: true });
if (!lstatSync(join(work, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(packages, join(work, 'node_modules'));

const tools = new Tools(resolve(options.sluice), options.url);
const counted = {};
const count = (what) => (counted[what] = (counted[what] ?? 0) + 1);

function expectUnchanged(folder, url, what) {
  const again = tools.push(folder, url);
  if (again.status !== 'unchanged') throw new Error(`${what}: ${JSON.stringify(again, null, 1)}`);
}

function kitFindsNothing(folder, url, what) {
  const left = explain(tools.kitPush(folder, url));
  for (const known of left.known) count(`drizzle-kit ${known}`);
  if (left.unknown.length) throw new Error(`${what}, drizzle-kit would:\n${left.unknown.join('\n')}`);
}

async function trySeed(seed, folder) {
  const maker = new SchemaMaker(new Random(seed), { extensions: false });
  const mutator = new Mutator(new Random(seed + 1e6), maker);
  const first = maker.make();
  const second = mutator.change(first);
  const withKit = seed % Number(options['kit-every']) === 0;
  const live = await Place.make(options.url, [first, second]);
  try {
    for (const [step, project] of [['first', first], ['second', second]]) {
      const at = join(folder, step);
      write(project, at);
      // What PostgreSQL takes in no way can't be pushed either.
      const made = await Place.make(options.url, [project]);
      try {
        const refusal = await made.build(tools.generate(at));
        const pushed = tools.push(at, live.url);
        if (refusal) {
          if (!refusedBy(pushed, refusal)) throw new Error(`PostgreSQL refuses the ${step} schema (${refusal}), and push says ${JSON.stringify(pushed)}`);
          count(`refused by PostgreSQL: ${refusal}`);
          return;
        }
        if (!['pushed', 'unchanged'].includes(pushed.status)) throw new Error(`the ${step} push: ${JSON.stringify(pushed, null, 1)}`);
        expectUnchanged(at, live.url, `the ${step} push is not the last one`);
        const [ours, afresh] = [await live.catalog(), await made.catalog()];
        const different = [...ours.filter((line) => !afresh.includes(line)).map((line) => `- ${line}`), ...afresh.filter((line) => !ours.includes(line)).map((line) => `+ ${line}`)];
        if (different.length) throw new Error(`the ${step} push does not lead to the schema:\n${different.join('\n')}`);
        expectUnchanged(at, made.url, `the ${step} schema is not seen in a database that was migrated`);
        if (!withKit) continue;
        const theirs = await Place.make(options.url, [project]);
        try {
          const failed = tools.kitPush(at, theirs.url).failed;
          if (failed) count(`drizzle-kit can't push: ${failed.slice(0, 80)}`);
          else if ((await theirs.catalog()).join() !== afresh.join()) count('drizzle-kit pushes something else than its migrations make');
          else expectUnchanged(at, theirs.url, `after drizzle-kit's ${step} push`);
        } finally {
          await theirs.drop();
        }
        // It does what it finds: the last thing for that database.
        kitFindsNothing(at, made.url, `after the ${step} push`);
      } finally {
        await made.drop();
      }
    }
  } finally {
    await live.drop();
  }
}

let failed = 0;
const from = Number(options.from);
for (let seed = from; seed < from + Number(options.count); seed++) {
  const folder = join(work, String(seed));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  try {
    await Place.alone(options.url, () => trySeed(seed, folder));
    rmSync(folder, { recursive: true });
  } catch (error) {
    failed++;
    console.log(`seed ${seed}, ${folder}: ${error.message.slice(0, 6000)}\n`);
  }
}
for (const [what, times] of Object.entries(counted)) console.log(`${what}, ${times} times`);
console.log(`${Number(options.count) - failed} of ${options.count} seeds right`);
process.exit(failed ? 1 : 0);
