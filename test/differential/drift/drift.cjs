// sluice drift on generated pairs of schemas: a database that was migrated to the first has none; when somebody has
// changed it to the second by hand it has, unless the catalog is the same; and the SQL that drift prints leads back
// to the catalog that was there.
//   node drift.cjs DRIVER SLUICE postgresql://… [--seed 1] [--count 20]
'use strict';
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { parseArgs } = require('node:util');
const { Client } = require('pg');
const { catalog } = require('../diff/catalog.cjs');
const { Driver, empty, migrations } = require('../diff/driver.cjs');
const { changesRoles } = require('../diff/judge.cjs');
const { pair } = require('../diff/pairs.cjs');

const breakpoint = '--> statement-breakpoint';

function writeFolder(folder, snapshot, sql) {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  writeFileSync(join(folder, '0000_first.sql'), sql.join(breakpoint + '\n') || 'SELECT 1;');
  writeFileSync(join(folder, 'meta', '0000_snapshot.json'), JSON.stringify({ ...snapshot, id: '00000000-0000-4000-8000-000000000001', prevId: empty.prevId }));
  const entries = [{ idx: 0, version: '7', when: 1700000000000, tag: '0000_first', breakpoints: true }];
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
}

// Of schemas and of policies on tables of others, drift looks at those alone that the snapshot names.
function isOthers(line, snapshot) {
  const policy = /^policy auth\.\w+\.(\S+)/.exec(line);
  if (policy) return !Object.values(snapshot.policies).some((one) => one.name === policy[1]);
  const schema = /^schema (\S+)/.exec(line);
  return schema && !['public', 'auth', ...Object.values(snapshot.schemas)].includes(schema[1]);
}

async function main() {
  const { values, positionals: [program, sluice, url] } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '20' } } });
  const driver = new Driver(program);
  const main = new Client({ connectionString: url });
  await main.connect();
  const count = {};
  const add = (what) => { count[what] = (count[what] ?? 0) + 1; };
  for (let i = 0; i < Number(values.count); i++) {
    const made = await pair(Number(values.seed) + i, ['plain', 'refused'][i % 2]);
    const first = await driver.diff(empty, made.before);
    const up = await driver.diff(made.before, made.after, made.renames, false, made.further);
    const elsewhere = Object.values(made.after.schemas).some((one) => !Object.values(made.before.schemas).includes(one));
    if (!Array.isArray(first) || !Array.isArray(up) || elsewhere || changesRoles([first, up])) {
      add('passed over');
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), 'sluice-drift-'));
    const name = `drift_${process.pid}_${i}`;
    await main.query(`create database ${name} template template0`);
    const own = url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
    const client = new Client({ connectionString: own });
    await client.connect();
    const run = (expected, ...words) => {
      const ran = spawnSync(resolve(sluice), [...words, '--url', own], { cwd: folder, encoding: 'utf8' });
      if (!expected.includes(ran.status)) throw new Error(`sluice ${words.join(' ')} ended with ${ran.status}\n${ran.stdout}${ran.stderr}`);
      return { ...ran, found: ran.stdout.startsWith('{') ? JSON.parse(ran.stdout) : undefined };
    };
    const state = async () => {
      await client.query('begin');
      const lines = (await catalog(client)).filter((line) => !/^role |\bdrizzle\b|\bsluice\b/.test(line) && !isOthers(line, made.before));
      await client.query('rollback');
      return lines.join('\n');
    };
    const apply = async (statements) => {
      for (const one of statements) if (one.trim()) await client.query(one);
    };
    try {
      await client.query('create schema auth; create table auth.users (id int); create table auth.sessions (id int)');
      writeFolder(join(folder, 'drizzle'), made.before, migrations(first).flat());
      if (spawnSync(resolve(sluice), ['migrate', '--url', own], { cwd: folder }).status !== 0) {
        add('passed over');
        continue;
      }
      run([0], 'drift');
      const whole = await state();
      try {
        await apply(migrations(up).flat());
      } catch {
        add('passed over');
        continue;
      }
      const same = await state() === whole;
      const { found } = run(same ? [0] : [10], 'drift', '--json');
      if (same) {
        add('the same');
        continue;
      }
      if (/^-- there is no/m.test(found.mend)) {
        add('no way back');
        continue;
      }
      await apply(found.mend.split(breakpoint).flatMap((part) => part.split('-- the next migration')));
      const back = await state();
      if (back !== whole) {
        const [want, got] = [whole.split('\n'), back.split('\n')];
        throw new Error(`what drift prints does not mend it\n${found.mend}\n${want.filter((l) => !got.includes(l)).map((l) => `- ${l}`).join('\n')}\n${got.filter((l) => !want.includes(l)).map((l) => `+ ${l}`).join('\n')}`);
      }
      run([0], 'drift');
      add('right');
    } catch (error) {
      add('wrong');
      console.log(`seed ${made.seed} (${made.mode}): ${error.message}\n-- by hand\n${migrations(up).flat().join('\n')}\n`);
    } finally {
      await client.end();
      await main.query(`drop database ${name} with (force)`);
      rmSync(folder, { recursive: true });
    }
  }
  driver.close();
  await main.end();
  for (const [what, times] of Object.entries(count)) console.log(`${times}\t${what}`);
  process.exitCode = count.wrong || !count.right ? 1 : 0;
}

main();
