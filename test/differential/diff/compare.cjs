// Compares the differ with drizzle-kit's on generated pairs of snapshots, and both with PostgreSQL:
//   node compare.cjs DRIVER URL [--mode all|plain|refused|accepted] [--seed 1] [--count 300]
//     [--judge catalog|dump|both] [--shrink 3] [--keep FOLDER] [--strict] [--verbose]
// Ours has to be drizzle-kit's text wherever that is right, and with --strict right on every pair. Where it is not,
// the first pairs of the most frequent classes are made as small as they get and kept as two snapshots.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { parseArgs } = require('node:util');
const { classOf } = require('./classes.cjs');
const { Driver, empty } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');
const kit = require('./kit.cjs');
const { modes, pair } = require('./pairs.cjs');
const { shrink } = require('./shrink.cjs');

const breakpoint = '--> statement-breakpoint\n';

// A view that was there already, and is the schema's own from now on.
const standIns = ({ before, after }) => Object.entries(before.views)
  .filter(([name, one]) => one.isExisting && after.views[name]?.isExisting === false)
  .map(([, one]) => `CREATE ${one.materialized ? 'MATERIALIZED ' : ''}VIEW "${one.schema}"."${one.name}" AS (select 0 as "n");`);

// `is`: "equal", "kit wrong", "ours alone", "refused" (there is no way), "unbuilt" or, which is a failure, "ours wrong", "both wrong", "equal and wrong",
// "kit right", "no SQL"; `about`: which kind of it.
async function examine(driver, judge, made) {
  const ours = await driver.diff(made.before, made.after, made.renames, false, made.further);
  const createBefore = [...await driver.diff(empty, made.before), ...standIns(made)];
  const createAfter = await driver.diff(empty, made.after);
  if (!Array.isArray(ours)) {
    const isRight = !made.crash && (await judge.verdict(createBefore, made.statements.join(breakpoint).split(breakpoint), createAfter)).is === 'right';
    return ours.code === 'DIFF.NO_CAST' && !isRight ? { is: 'refused', about: ours.code } : { is: 'no SQL', about: ours.error };
  }
  const verdict = await judge.verdict(createBefore, ours, createAfter);
  if (verdict.is === 'unjudged') {
    // Names that are cut can be one: no schema then. But it must be no fault of ours.
    const build = async (one) => (await kit.diff(empty, one)).statements;
    const theirs = await judge.verdict(await build(made.before), [], await build(made.after));
    return { is: theirs.is === 'unjudged' ? 'unbuilt' : 'ours wrong', about: 'not built', why: verdict.why };
  }
  const wrong = verdict.is === 'right' ? undefined : { about: classOf(verdict), why: verdict.why };
  if (made.further.length) return { is: wrong ? 'ours wrong' : 'ours alone', about: 'renames that drizzle-kit does not know', ...wrong };
  if (made.crash) return { is: wrong ? 'both wrong' : 'kit wrong', about: 'crashes', ...wrong };
  // What only rows need is beyond what either judge sees.
  const shape = ours.filter((one) => !/^SELECT setval\(/.test(one));
  if (!Array.isArray(ours[0]) && made.statements.join(breakpoint) === shape.join(breakpoint)) return wrong ? { is: 'equal and wrong', ...wrong } : { is: 'equal', about: '' };
  const theirs = await judge.verdict(createBefore, made.statements.join(breakpoint).split(breakpoint), createAfter);
  if (theirs.is === 'right') return { is: wrong ? 'ours wrong' : 'kit right', about: 'another text', ...wrong };
  return wrong ? { is: 'both wrong', ...wrong } : { is: 'kit wrong', about: classOf(theirs) };
}

// drizzle-kit's answer to a pair that was made smaller.
const again = async (one) => ({ ...one, ...(await kit.diff(one.before, one.after, kit.accepting(one.renames))) });

function keep(folder, made) {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, value] of [['before', made.before], ['after', made.after], ['hints', [...made.hints, ...made.further]]]) {
    fs.writeFileSync(path.join(folder, `${name}.json`), `${JSON.stringify(value, null, 2)}\n`);
  }
}

async function explain(driver, judge, made, found, folder) {
  const small = await again(await shrink(made, async (one) => {
    const next = await examine(driver, judge, await again(one));
    return next.is === found.is && next.about === found.about;
  }));
  keep(folder, small);
  const ours = await driver.diff(small.before, small.after, small.renames, false, small.further);
  const { why } = await examine(driver, judge, small);
  console.log([`\n${found.is}: ${found.about} (seed ${made.seed}, ${made.mode}; ${made.done})`, `  ${(why ?? '').replaceAll('\n', '\n  ')}`,
    ...[ours].flat(2).map((one) => `  sluice ${one.error ?? one}`), ...(small.statements ?? [small.crash]).map((one) => `  kit    ${one}`),
    `  sluice diff ${folder}/before.json ${folder}/after.json --hints-file ${folder}/hints.json --no-renames`].join('\n'));
}

async function main() {
  const { values, positionals: [program, url] } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' }, count: { type: 'string', default: '300' }, mode: { type: 'string', default: 'all' },
      judge: { type: 'string', default: 'catalog' }, shrink: { type: 'string', default: '3' }, keep: { type: 'string', default: 'build/diff-failures' },
      strict: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } } });
  const driver = new Driver(program);
  const judge = await new Judge(url, { by: values.judge }).open();
  const first = Number(values.seed);
  const chosen = values.mode === 'all' ? modes : [values.mode];
  const classes = new Map();
  const totals = {};
  for (let i = 0; i < Number(values.count); i++) {
    const made = await pair(first + i, chosen[i % chosen.length]);
    const found = await examine(driver, judge, made);
    (totals[made.mode] ??= {})[found.is] = (totals[made.mode][found.is] ?? 0) + 1;
    if (found.is === 'equal') continue;
    const name = `${found.is}\t${found.about}`;
    if (!classes.has(name)) classes.set(name, []);
    classes.get(name).push({ made, found });
    if (values.verbose && !['kit wrong', 'refused'].includes(found.is)) console.log(`seed ${made.seed} (${made.mode}): ${found.is}: ${found.about}\n${found.why ?? ''}\n`);
  }

  const ranked = [...classes].sort((a, b) => b[1].length - a[1].length);
  const bad = ranked.filter(([, [{ found }]]) => !['kit wrong', 'ours alone', 'refused', 'unbuilt'].includes(found.is));
  for (const [, [{ made, found }]] of bad.slice(0, Number(values.shrink))) {
    await explain(driver, judge, made, found, path.resolve(values.keep, `${made.mode}-${made.seed}`));
  }
  for (const title of ['kit wrong', 'ours alone', 'refused', 'unbuilt', ...new Set(bad.map(([, [{ found }]]) => found.is))]) {
    const list = ranked.filter(([, [{ found }]]) => found.is === title);
    if (list.length) console.log(`\n${title}, ${list.reduce((sum, [, all]) => sum + all.length, 0)}:`);
    for (const [name, all] of list) {
      const seeds = title === 'kit wrong' ? '' : `   ${all.slice(0, 5).map(({ made }) => `${made.mode} ${made.seed}`).join(', ')}`;
      console.log(`${String(all.length).padStart(5)}  ${name.split('\t')[1]}${seeds}`);
    }
  }
  console.log('');
  for (const [mode, found] of Object.entries(totals)) console.log(`${mode}: ${Object.entries(found).sort().map(([is, many]) => `${many} ${is}`).join(', ')}`);
  driver.close();
  await judge.close();
  const failures = values.strict ? bad : bad.filter(([, [{ found }]]) => ['kit right', 'ours wrong', 'no SQL'].includes(found.is));
  const unbuilt = Object.values(totals).reduce((sum, found) => sum + (found.unbuilt ?? 0), 0);
  if (unbuilt * 20 > Number(values.count)) console.log(`\n${unbuilt} of ${values.count} pairs can not be built: they show nothing`);
  process.exitCode = failures.length || unbuilt * 20 > Number(values.count) ? 1 : 0;
}

main();
