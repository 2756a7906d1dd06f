// Lets drizzle-kit (the real program) and sluice generate in copies of every project in examples/, and compares what
// they wrote.
//   node examples.mjs --sluice build/release/sluice --work FOLDER
import { spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { compareFolders } from './compare.mjs';

const { program } = createRequire(import.meta.url)('./oracle.cjs');
const { values: options } = parseArgs({ options: { sluice: { type: 'string' }, work: { type: 'string' } } });
const sluice = resolve(options.sluice);
const work = resolve(options.work);
const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
const outs = { dashboard: 'drizzle/migrations', questions: 'schema-migrations', 'media-statistics': 'drizzle' };

mkdirSync(work, { recursive: true });
if (!lstatSync(join(work, 'node_modules'), { throwIfNoEntry: false })) symlinkSync(join(root, 'node_modules'), join(work, 'node_modules'));
const examples = readdirSync(join(root, 'examples')).filter((name) => statSync(join(root, 'examples', name)).isDirectory());

let failed = 0;
for (const example of examples) {
  const problems = [];
  if (!outs[example]) problems.push('where does it write to? (outs in examples.mjs)\n');
  for (const [tool, command] of [['drizzle-kit', [process.execPath, program]], ['sluice', [sluice]]]) {
    const at = join(work, example, tool);
    rmSync(at, { recursive: true, force: true });
    cpSync(join(root, 'examples', example), at, { recursive: true });
    // The second time there is nothing to do.
    for (let i = 0; i < 2; i++) {
      const done = spawnSync(command[0], [...command.slice(1), 'generate'], { cwd: at, encoding: 'utf8', timeout: 60_000, env: { ...process.env, CI: 'true' } });
      if (done.status !== 0) problems.push(`${tool}: exit code ${done.status ?? done.signal}\n${done.stdout}${done.stderr}`);
    }
  }
  const at = (tool) => join(work, example, tool, outs[example]);
  if (!problems.length) problems.push(compareFolders(at('drizzle-kit'), at('sluice')).text);
  if (problems[0]) failed++;
  console.log(`${example}: ${problems.join('') || 'the same'}`);
}
console.log(`${examples.length - failed} of ${examples.length} examples the same`);
process.exit(failed || !examples.length ? 1 : 0);
