// sluice migrate, rollback --yes without files of the way back, migrate again on generated pairs of schemas: each way
// leads to the catalog that was there, whether the data is kept or not.
//   node rollbacks.cjs DRIVER SLUICE postgresql://… [--seed 1] [--count 20]
'use strict';
const { spawnSync } = require('node:child_process');
const { mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');
const { parseArgs } = require('node:util');
const { Client } = require('pg');
const { catalog } = require('./catalog.cjs');
const { Driver, empty, migrations } = require('./driver.cjs');
const { Judge, changesRoles } = require('./judge.cjs');
const { pair } = require('./pairs.cjs');

const origin = '00000000-0000-0000-0000-000000000000';
const uuid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function writeFolder(folder, made, first, second) {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const entries = [['0000_first', made.before, first], ['0001_second', made.after, second]].map(([tag, snapshot, sql], idx) => {
    writeFileSync(join(folder, `${tag}.sql`), sql.length ? sql.join('--> statement-breakpoint\n') : 'SELECT 1;');
    writeFileSync(join(folder, 'meta', `000${idx}_snapshot.json`),
      JSON.stringify({ ...snapshot, id: uuid(idx + 1), prevId: idx ? uuid(idx) : origin }));
    return { idx, version: '7', when: 1700000000000 + idx, tag, breakpoints: true };
  });
  writeFileSync(join(folder, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }));
}

async function main() {
  const { values, positionals: [program, sluice, url] } = parseArgs({
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, count: { type: 'string', default: '20' } } });
  const driver = new Driver(program);
  const judge = await new Judge(url, { by: 'catalog' }).open();
  const main = new Client({ connectionString: url });
  await main.connect();
  const count = {};
  let failures = 0;
  for (let i = 0; i < Number(values.count); i++) {
    const made = await pair(Number(values.seed) + i, ['plain', 'accepted'][i % 2]);
    const up = await driver.diff(made.before, made.after, made.renames, false, made.further);
    const first = await driver.diff(empty, made.before);
    const after = await driver.diff(empty, made.after);
    const plain = Array.isArray(up) && up.length > 0 && !Array.isArray(up[0]) && !changesRoles([first, up, after]);
    const there = plain ? await judge.verdict(first, up, after) : { is: 'unfit' };
    if (there.is !== 'right') {
      count.passed_over = (count.passed_over ?? 0) + 1;
      continue;
    }
    const folder = mkdtempSync(join(tmpdir(), 'sluice-rollbacks-'));
    const name = `rollbacks_${process.pid}_${i}`;
    await main.query(`create database ${name} template template0`);
    const own = url.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
    const client = new Client({ connectionString: own });
    await client.connect();
    try {
      await client.query('create schema auth; create table auth.users (id int); create table auth.sessions (id int)');
      writeFolder(join(folder, 'drizzle'), made, migrations(first).flat(), up);
      const run = (...words) => {
        const ran = spawnSync(resolve(sluice), [...words, '--url', own], { cwd: folder, encoding: 'utf8' });
        if (ran.status !== 0) throw new Error(`sluice ${words.join(' ')}: ${ran.stderr}`);
      };
      const state = async () => {
        await client.query('begin');
        // Roles are the whole server's: other tests make some.
        const lines = (await catalog(client)).filter((line) => !/^role |\bdrizzle\b|\bsluice\b/.test(line));
        await client.query('rollback');
        return lines.join('\n');
      };
      const keep = i % 4 < 2 ? [] : ['--keep-data'];
      run('migrate');
      const whole = await state();
      run('rollback', '--yes', ...keep);
      if (!keep.length) {
        run('migrate');
        if (await state() !== whole) throw new Error('up again differs');
        run('rollback', '--yes');
      }
      run('migrate');
      if (await state() !== whole) throw new Error('up again differs');
      count.right = (count.right ?? 0) + 1;
    } catch (error) {
      failures++;
      count.wrong = (count.wrong ?? 0) + 1;
      console.log(`seed ${made.seed} (${made.mode}): ${error.message}\n-- up\n${up.join('\n')}`);
    } finally {
      await client.end();
      await main.query(`drop database ${name} with (force)`);
      rmSync(folder, { recursive: true });
    }
  }
  driver.close();
  await judge.close();
  await main.end();
  for (const [what, times] of Object.entries(count)) console.log(`${times}\t${what}`);
  process.exitCode = failures || !count.right ? 1 : 0;
}

main();
