// drizzle-kit's differ, measured as bench/diff.cpp measures sluice's: kit_diff.mjs BEFORE AFTER ROUNDS
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { generateMigration } = createRequire(import.meta.url)('drizzle-kit/api');
const [before, after] = process.argv.slice(2, 4).map((file) => readFileSync(file, 'utf8'));
const rounds = Number(process.argv[4]);

async function fastest(work) {
  const enough = performance.now() + 5000;
  let best = Infinity;
  for (let round = 0; round < rounds && performance.now() < enough; round++) {
    const start = performance.now();
    await work();
    best = Math.min(best, performance.now() - start);
  }
  return best;
}

const parsed = [JSON.parse(before), JSON.parse(after)];
let statements;
const diff = await fastest(async () => { statements = await generateMigration(...parsed); });
const whole = await fastest(async () => {
  await generateMigration(JSON.parse(before), parsed[1]);
  JSON.stringify(parsed[1], null, 2);
});
console.log(JSON.stringify({ diff, whole, bytes: statements.join('--> statement-breakpoint\n').length }));
