// Compares the differ with drizzle-kit's on generated pairs of snapshots:
//   node compare.cjs DRIVER [--seed 1] [--count 300] [--mode plain|renames]
//     [--url postgresql://… [--judge catalog|dump|both] [--judged all|different]] [--verbose]
// Without a database every difference must be one of those that are meant (differences.cjs). With one, each
// pair is also applied: drizzle-kit's SQL must be wrong wherever ours is another, and ours right.
'use strict';
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const readline = require('node:readline');
const { parseArgs } = require('node:util');
const { kinds } = require('./differences.cjs');
const { pair } = require('./pairs.cjs');

const breakpoint = '--> statement-breakpoint\n';
const empty = {
  id: '00000000-0000-4000-8000-000000000000', prevId: '00000000-0000-0000-0000-000000000000', version: '7',
  dialect: 'postgresql', tables: {}, enums: {}, schemas: {}, sequences: {}, roles: {}, policies: {}, views: {},
  _meta: { schemas: {}, tables: {}, columns: {} } };

class Driver {
  constructor(program) {
    this.child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.lines = readline.createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }
  async diff(before, after, renames = []) {
    if (!this.child.stdin.write(`${JSON.stringify({ before, after, renames })}\n`)) await once(this.child.stdin, 'drain');
    const { value, done } = await this.lines.next();
    if (done) throw new Error('the driver stopped');
    return JSON.parse(value);
  }
  close() {
    this.child.stdin.end();
  }
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' }, count: { type: 'string', default: '300' },
      mode: { type: 'string', default: 'plain' }, url: { type: 'string' }, judge: { type: 'string', default: 'catalog' },
      judged: { type: 'string', default: 'all' }, verbose: { type: 'boolean', default: false } } });
  const driver = new Driver(positionals[0]);
  const judge = values.url ? await new (require('./judge.cjs').Judge)(values.url, { by: values.judge }).open() : undefined;
  const count = {};
  const add = (what) => (count[what] = (count[what] ?? 0) + 1);
  let failures = 0;
  const complain = (made, what, ...details) => {
    failures++;
    add(`WRONG: ${what}`);
    if (failures <= 10 || values.verbose) console.log([`seed ${made.seed} (${made.mode}): ${what}; ${made.done}; ${made.renames}`, ...details].join('\n'), '\n');
  };

  const first = Number(values.seed);
  for (let seed = first; seed < first + Number(values.count); seed++) {
    const made = await pair(seed, values.mode);
    const ours = await driver.diff(made.before, made.after, made.renames);
    if (made.crash) {
      add('drizzle-kit crashes');
      continue;
    }
    if (!Array.isArray(ours)) {
      complain(made, 'no SQL', ours.error);
      continue;
    }
    const same = made.statements.join(breakpoint) === ours.join(breakpoint);
    const kit = made.statements.join(breakpoint).split(breakpoint);
    const named = same ? [] : kinds(kit, ours, made);
    add(same ? 'equal' : 'different');
    for (const name of named) add(`difference: ${name}`);
    if (!same && !named.length) complain(made, 'a difference without a name', ...difference(kit, ours));
    if (!judge || (same && values.judged === 'different')) continue;

    const createBefore = await driver.diff(empty, made.before);
    const createAfter = await driver.diff(empty, made.after);
    const verdict = await judge.verdict(createBefore, ours, createAfter);
    add(`${same ? 'equal' : 'different'}, ours ${verdict.is}`);
    if (verdict.is === 'unjudged') complain(made, 'a schema that can not be built', verdict.why);
    if (verdict.is !== 'right' && values.verbose) console.log(`seed ${seed}: ours ${verdict.is} (${same ? 'equal' : 'different'}): ${verdict.why}\n`);
    if (same || verdict.is === 'unjudged') continue;
    const theirs = await judge.verdict(createBefore, kit, createAfter);
    add(`different, drizzle-kit ${theirs.is}`);
    if (theirs.is === 'right') complain(made, 'drizzle-kit is right and we write something else', ...difference(kit, ours));
    else if (verdict.is !== 'right') add(`both wrong`);
  }
  driver.close();
  if (judge) await judge.close();
  for (const [what, times] of Object.entries(count).sort()) console.log(`${times}\t${what}`);
  process.exitCode = failures ? 1 : 0;
}

function difference(kit, ours) {
  const only = (list, other, mark) => list.filter((one) => !other.includes(one)).map((one) => `${mark} ${one}`);
  const lines = [...only(kit, ours, 'kit   '), ...only(ours, kit, 'sluice')];
  return lines.length ? lines : ['the order differs', ...ours.map((one) => `sluice ${one}`), ...kit.map((one) => `kit    ${one}`)];
}

main();
