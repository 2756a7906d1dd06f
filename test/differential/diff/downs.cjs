// Up, down and up again on generated pairs of schemas: after the way back the database must be the one before, and
// after the second way there the one after.
//   node downs.cjs DRIVER postgresql://… [--seed 1] [--count 300] [--mode plain|refused|accepted|swapped|all]
//     [--judge catalog|dump|both] [--shrink 1] [--verbose]
// Pairs whose way there is wrong by itself are compare.cjs's concern, and only counted; but where PostgreSQL has no cast,
// values are replaced by NULL, which only happens here. `swapped`: names that go round (swaps.cjs).
'use strict';
const { parseArgs } = require('node:util');
const { classOf } = require('./classes.cjs');
const { Driver, empty } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');
const { modes, pair } = require('./pairs.cjs');
const { shrink } = require('./shrink.cjs');
const swaps = require('./swaps.cjs');

const allModes = [...modes, 'swapped'];

async function make(seed, mode) {
  if (mode !== 'swapped') return pair(seed, mode);
  const { hints, ...made } = swaps.make(seed);
  return { seed, mode, renames: [], further: hints, ...made };
}

// The statements of both ways, and whether values were replaced on the way there.
async function ways(driver, made) {
  const hints = [...made.further];
  for (;;) {
    const up = await driver.diff(made.before, made.after, made.renames, false, hints);
    if (up.code === 'DIFF.NO_CAST') {
      hints.push(...JSON.parse(up.hint.slice(up.hint.indexOf('['), up.hint.lastIndexOf(']') + 1)));
      continue;
    }
    return { up, down: await driver.diff(made.before, made.after, made.renames, true, hints), isReplaced: hints.length > made.further.length };
  }
}

async function examine(driver, judge, made) {
  const { up, down, isReplaced } = await ways(driver, made);
  const wrong = [up, down].find((one) => !Array.isArray(one));
  if (wrong) return { is: 'no SQL', why: wrong.error };
  const before = await driver.diff(empty, made.before);
  const after = await driver.diff(empty, made.after);
  const [way, verdict] = (await judge.journey(before, up, down, after)).at(-1);
  if (verdict.is === 'right') return { is: isReplaced ? 'right, with values replaced' : 'right', ok: true };
  const said = way === 'up' && isReplaced ? 'up, with values replaced' : way;
  return { is: `${said}: ${classOf(verdict)}`, why: verdict.why, up, down, ok: said === 'up' };
}

async function explain(driver, judge, made, found) {
  console.log(`seed ${made.seed} (${made.mode}): ${found.is}: ${found.why}; ${made.done}; ${made.renames}`);
  const small = await shrink(made, async (one) => (await examine(driver, judge, one)).is === found.is);
  const { up, down, why } = await examine(driver, judge, small);
  console.log(`-- the smallest: ${why}; ${small.renames}; ${JSON.stringify(small.further)}\n-- before`);
  console.log([...(await driver.diff(empty, small.before)), '-- up', ...(up ?? []).flat(), '-- down', ...(down ?? []).flat(), ''].join('\n'));
}

async function main() {
  const { values, positionals: [program, url] } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' }, count: { type: 'string', default: '300' },
      mode: { type: 'string', default: 'all' }, judge: { type: 'string', default: 'catalog' },
      shrink: { type: 'string', default: '3' }, verbose: { type: 'boolean', default: false } } });
  const driver = new Driver(program);
  const judge = await new Judge(url, { by: values.judge }).open();
  const chosen = values.mode === 'all' ? allModes : [values.mode];
  const totals = {};
  const explained = new Set();
  let failures = 0;
  let right = 0;
  for (let i = 0; i < Number(values.count); i++) {
    const made = await make(Number(values.seed) + i, chosen[i % chosen.length]);
    const found = await examine(driver, judge, made);
    const total = (totals[made.mode] ??= {});
    total[found.is] = (total[found.is] ?? 0) + 1;
    if (found.is.startsWith('right')) right++;
    if (found.ok) continue;
    failures++;
    const isNew = !explained.has(found.is) && explained.size < Number(values.shrink);
    if (!isNew && !values.verbose) continue;
    explained.add(found.is);
    await explain(driver, judge, made, found);
  }
  driver.close();
  await judge.close();
  for (const [mode, found] of Object.entries(totals)) {
    console.log(`${mode}:`);
    for (const [what, times] of Object.entries(found).sort((a, b) => b[1] - a[1])) console.log(`${String(times).padStart(5)}  ${what}`);
  }
  const few = right * 10 < Number(values.count) * 9;
  if (few) console.log(`only ${right} of ${values.count} pairs went there and back: too few`);
  process.exitCode = failures || few ? 1 : 0;
}

main();
