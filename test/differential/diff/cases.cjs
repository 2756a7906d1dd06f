// Every case of drizzle-kit's own suite: two snapshots, the renames that are accepted, the SQL that it expects.
//   node cases.cjs DRIVER URL CASES.json
// Ours is the same text, or PostgreSQL says that theirs is wrong and ours right. The cases are data of another project
// and not in this repository; without the file there is nothing to do.
'use strict';
const fs = require('node:fs');
const { classOf } = require('./classes.cjs');
const { Driver, empty } = require('./driver.cjs');
const { Judge } = require('./judge.cjs');

const breakpoint = '--> statement-breakpoint\n';
// Schemas that drizzle-kit refuses before there is a snapshot, as we do (unit/frontend/typescript/problems_test.cpp).
const refused = new Set(['tests/pg-checks.test.ts::create checks with same names', 'tests/pg-views.test.ts::create table and view #5',
  'tests/pg-views.test.ts::create table and materialized view #4']);
// What can't be judged on a server of ours, and why it is another text.
const unjudged = new Map([['tests/pg-views.test.ts::create table and materialized view #3',
  'generate validates snapshots, which puts the options of a view in an order that the suite does not know; the tablespace is not there']]);

async function main() {
  const [program, url, file] = process.argv.slice(2);
  if (!fs.existsSync(file)) {
    console.log(`skipped: no ${file}`);
    return;
  }
  const driver = new Driver(program);
  const judge = await new Judge(url, { by: 'dump' }).open();
  const count = {};
  const add = (what) => (count[what] = (count[what] ?? 0) + 1);
  const complain = (one, what, ours) => {
    add(what);
    process.exitCode = 1;
    console.log([`${one.name}: ${what}`, ...[].concat(ours).map((line) => `  sluice ${line}`), ...one.expected.map((line) => `  kit    ${line}`), ''].join('\n'));
  };
  for (const one of JSON.parse(fs.readFileSync(file, 'utf8'))) {
    if (one.expected === null) {
      add(refused.has(one.name) ? 'refused' : 'unknown');
      continue;
    }
    const ours = await driver.diff(one.before, one.after, one.renames);
    if (!Array.isArray(ours)) {
      complain(one, ours.error, []);
    } else if (ours.flat().join(breakpoint) === one.expected.join(breakpoint)) {
      add('equal');
    } else if (unjudged.has(one.name)) {
      add('another text, named');
    } else {
      const before = await driver.diff(empty, one.before);
      const after = await driver.diff(empty, one.after);
      const verdict = await judge.verdict(before, ours, after);
      const theirs = await judge.verdict(before, one.expected, after);
      if (verdict.is !== 'right') complain(one, `another text and not right: ${verdict.why}`, ours);
      else if (theirs.is === 'right') complain(one, 'drizzle-kit is right and ours is another text', ours);
      else {
        add('drizzle-kit wrong');
        console.log(`${one.name}: drizzle-kit's ${classOf(theirs)}`);
      }
    }
  }
  driver.close();
  await judge.close();
  console.log(Object.entries(count).map(([what, many]) => `${many} ${what}`).join(', '));
  if (count.unknown) process.exitCode = 1;
}

main();
