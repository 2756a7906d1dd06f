// Pushes each pair of schemas of test/cases/diff, which has one for each kind of object and of change.
//   node cases.mjs --sluice build/release/sluice --url URL... --work FOLDER [--every 1] [--only NAME]...
// On each server: before.ts is pushed, and pushing again has nothing to do; then after.ts, with the answers of hints.json, and so
// once more; at the end the database is the one that `generate` makes. "PostgreSQL 15" in the first line of after.ts
// leaves older servers out.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Place, Tools, differences, linkPackages, majorOf } from './tools.mjs';

const { values: options } = parseArgs({
  options: {
    sluice: { type: 'string' }, url: { type: 'string', multiple: true }, work: { type: 'string' }, every: { type: 'string', default: '1' },
    only: { type: 'string', multiple: true },
  },
});
const cases = join(dirname(fileURLToPath(import.meta.url)), '../../cases/diff');
const work = resolve(options.work);
linkPackages(work);
const tools = new Tools(resolve(options.sluice));

/** A project of one file; what is in scope is all that either schema names. */
function write(folder, schema, scope) {
  mkdirSync(folder, { recursive: true });
  copyFileSync(schema, join(folder, 'schema.ts'));
  const config = { dialect: 'postgresql', schema: './schema.ts', out: './drizzle', ...scope };
  writeFileSync(join(folder, 'drizzle.config.ts'), `export default ${JSON.stringify(config, null, 2)};\n`);
}

function scopeOf(snapshots) {
  const named = (kind) => [...new Set(snapshots.flatMap((one) => Object.values(one[kind] ?? {}).map((each) => each.name ?? each)))];
  const include = named('roles');
  return { schemaFilter: ['public', ...named('schemas')], ...(include.length ? { entities: { roles: { include } } } : {}) };
}

async function tryCase(name, url, major) {
  const source = join(cases, name);
  const steps = ['before', 'after'].map((step) => ({ step, at: join(work, `${major}`, name, step) }));
  for (const { step, at } of steps) write(at, join(source, `${step}.ts`), {});
  const made = steps.map(({ at }) => tools.generate(at));
  const scope = scopeOf(steps.map(({ at }) => tools.snapshot(at)));
  const live = await Place.make(url, []);
  try {
    for (const [i, { step, at }] of steps.entries()) {
      write(at, join(source, `${step}.ts`), scope);
      const hints = join(source, 'hints.json');
      const answers = step === 'after' && existsSync(hints) ? ['--hints-file', hints] : [];
      const pushed = tools.push(at, live.url, answers);
      if (!['pushed', 'unchanged'].includes(pushed.status)) throw new Error(`the push of ${step}.ts: ${JSON.stringify(pushed, null, 1)}`);
      tools.expectUnchanged(at, live.url, `the push of ${step}.ts is not the last one`);
      if (step === 'before') continue;
      const afresh = await Place.make(url, []);
      try {
        const refused = await afresh.build(made[i]);
        if (refused) throw new Error(`PostgreSQL refuses ${step}.ts: ${refused}`);
        const different = differences(await live.catalog(), await afresh.catalog());
        if (different.length) throw new Error(`the push of ${step}.ts does not lead to the schema:\n${different.join('\n')}`);
        tools.expectUnchanged(at, afresh.url, `${step}.ts is not seen in a database that was migrated`);
      } finally {
        await afresh.drop();
      }
    }
  } finally {
    await live.drop();
  }
}

let failed = 0;
for (const url of options.url) {
  const major = await majorOf(url);
  let tried = 0;
  for (const [i, name] of readdirSync(cases).sort().entries()) {
    if (options.only ? !options.only.includes(name) : (i + major) % Number(options.every) !== 0) continue;
    const first = readFileSync(join(cases, name, 'after.ts'), 'utf8').split('\n')[0];
    if (major < Number(/PostgreSQL (\d+)/.exec(first)?.[1] ?? 0)) continue;
    tried++;
    const folder = join(work, `${major}`, name);
    rmSync(folder, { recursive: true, force: true });
    try {
      await Place.alone(url, () => tryCase(name, url, major));
      rmSync(folder, { recursive: true });
    } catch (error) {
      failed++;
      console.log(`${name} on PostgreSQL ${major}: ${error.message.slice(0, 6000)}\n`);
    }
  }
  console.log(`PostgreSQL ${major}: ${tried} cases`);
}
process.exit(failed ? 1 : 0);
