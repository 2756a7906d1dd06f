// Up, down and up again on generated pairs of schemas: after the way back the database must be the one before, and
// after the second way there the one after.
//   node downs.cjs DRIVER postgresql://… [--seed 1] [--count 300] [--mode plain|renames|…|all] [--judge catalog|dump|both]
// Pairs whose way there is wrong by itself are compare.cjs's concern, and only counted.
'use strict';
const { parseArgs } = require('node:util');
const { classOf } = require('./classes.cjs');
const { Driver, empty, migrations } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');
const { modes, pair } = require('./pairs.cjs');

async function examine(driver, judge, made) {
  const up = await driver.diff(made.before, made.after, made.renames, false, made.further);
  const down = await driver.diff(made.before, made.after, made.renames, true, made.further);
  const wrong = [up, down].find((one) => !Array.isArray(one));
  if (wrong) return { is: 'no SQL', why: wrong.error };
  const before = await driver.diff(empty, made.before);
  const after = await driver.diff(empty, made.after);
  const there = await judge.verdict(before, up, after);
  if (there.is !== 'right') return { is: `the way there: ${there.is}`, ok: true };
  const back = await judge.verdict(before, [...migrations(up), down], before);
  if (back.is !== 'right') return { is: `down: ${classOf(back)}`, why: back.why, up, down };
  const again = await judge.verdict(before, [...migrations(up), down, ...migrations(up)], after);
  if (again.is !== 'right') return { is: `up again: ${classOf(again)}`, why: again.why, up, down };
  return { is: 'right', ok: true };
}

async function main() {
  const { values, positionals: [program, url] } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' }, count: { type: 'string', default: '300' },
      mode: { type: 'string', default: 'all' }, judge: { type: 'string', default: 'catalog' },
      verbose: { type: 'boolean', default: false } } });
  const driver = new Driver(program);
  const judge = await new Judge(url, { by: values.judge }).open();
  const chosen = values.mode === 'all' ? modes : [values.mode];
  const count = {};
  let failures = 0;
  for (let i = 0; i < Number(values.count); i++) {
    const made = await pair(Number(values.seed) + i, chosen[i % chosen.length]);
    const found = await examine(driver, judge, made);
    count[found.is] = (count[found.is] ?? 0) + 1;
    if (found.ok) continue;
    failures++;
    if (count[found.is] === 1 || values.verbose) {
      console.log(`seed ${made.seed} (${made.mode}): ${found.is}: ${found.why}; ${made.done}; ${made.renames}`);
      console.log(`-- up\n${(found.up ?? []).flat().join('\n')}\n-- down\n${(found.down ?? []).join('\n')}\n`);
    }
  }
  driver.close();
  await judge.close();
  for (const [what, times] of Object.entries(count).sort((a, b) => b[1] - a[1])) console.log(`${times}\t${what}`);
  process.exitCode = failures ? 1 : 0;
}

main();
