// Pushes random Drizzle projects to databases, changes them, and pushes again.
//   node run.mjs --sluice build/release/sluice --url URL... --work FOLDER [--from 1] [--count 30] [--kit-every 5]
// For each seed: after a push the next one has nothing to do; the database is the one that `generate` makes, and pushing to
// that has nothing to do either; and so once more after the schema has changed. For each so manieth seed the real
// `drizzle-kit push` finds nothing in what sluice pushed, and sluice nothing in what it pushed, but for what known.mjs
// names. The seed is the project; what fails stays in FOLDER.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Mutator } from '../generate/mutate.mjs';
import { Random } from '../generate/random.mjs';
import { SchemaMaker } from '../generate/schema.mjs';
import { explain, refusedBy } from './known.mjs';
import { Place, Tools, differences, linkPackages, majorOf, write } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    sluice: { type: 'string' }, url: { type: 'string', multiple: true }, work: { type: 'string' }, from: { type: 'string', default: '1' },
    count: { type: 'string', default: '30' }, 'kit-every': { type: 'string', default: '5' },
  },
});
const work = resolve(options.work);
linkPackages(work);
const tools = new Tools(resolve(options.sluice));
const counted = {};
const count = (what) => (counted[what] = (counted[what] ?? 0) + 1);

async function kitFindsNothing(folder, place, afresh, what) {
  const left = explain(tools.kitPush(folder, place.url), differences(await place.catalog(), afresh));
  for (const known of left.known) count(`drizzle-kit ${known}`);
  if (left.unknown.length) throw new Error(`${what}, drizzle-kit would:\n${left.unknown.join('\n')}`);
}

async function trySeed(seed, folder, url, major) {
  const maker = new SchemaMaker(new Random(seed), { extensions: false, major });
  const mutator = new Mutator(new Random(seed + 1e6), maker);
  const first = maker.make();
  const second = mutator.change(first);
  const withKit = seed % Number(options['kit-every']) === 0;
  const live = await Place.make(url, [first, second]);
  try {
    for (const [step, project] of [['first', first], ['second', second]]) {
      const at = join(folder, step);
      write(project, at);
      // What PostgreSQL takes in no way can't be pushed either.
      const made = await Place.make(url, [project]);
      try {
        const refusal = await made.build(tools.generate(at));
        const pushed = tools.push(at, live.url);
        if (refusal) {
          if (!refusedBy(pushed, refusal)) throw new Error(`PostgreSQL refuses the ${step} schema (${refusal}), and push says ${JSON.stringify(pushed)}`);
          count(`refused by PostgreSQL: ${refusal}`);
          return;
        }
        if (!['pushed', 'unchanged'].includes(pushed.status)) throw new Error(`the ${step} push: ${JSON.stringify(pushed, null, 1)}`);
        tools.expectUnchanged(at, live.url, `the ${step} push is not the last one`);
        const afresh = await made.catalog();
        const different = differences(await live.catalog(), afresh);
        if (different.length) throw new Error(`the ${step} push does not lead to the schema:\n${different.join('\n')}`);
        tools.expectUnchanged(at, made.url, `the ${step} schema is not seen in a database that was migrated`);
        if (!withKit) continue;
        const theirs = await Place.make(url, [project]);
        try {
          const failed = tools.kitPush(at, theirs.url).failed;
          if (failed) count(`drizzle-kit can't push: ${failed.slice(0, 80)}`);
          else if ((await theirs.catalog()).join() !== afresh.join()) count('drizzle-kit pushes something else than its migrations make');
          else tools.expectUnchanged(at, theirs.url, `after drizzle-kit's ${step} push`);
        } finally {
          await theirs.drop();
        }
        // It does what it finds: the last thing for that database.
        await kitFindsNothing(at, made, afresh, `after the ${step} push`);
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
for (const url of options.url) {
  const major = await majorOf(url);
  for (let seed = from; seed < from + Number(options.count); seed++) {
    const folder = join(work, String(major), String(seed));
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    try {
      await Place.alone(url, () => trySeed(seed, folder, url, major));
      rmSync(folder, { recursive: true });
    } catch (error) {
      failed++;
      console.log(`seed ${seed} on PostgreSQL ${major}, ${folder}: ${error.message.slice(0, 6000)}\n`);
    }
  }
}
for (const [what, times] of Object.entries(counted)) console.log(`${what}, ${times} times`);
const tried = Number(options.count) * options.url.length;
console.log(`${tried - failed} of ${tried} seeds right`);
process.exit(failed ? 1 : 0);
