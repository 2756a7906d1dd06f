// Applying migrations: sluice beside drizzle-kit, drizzle-orm's migrator, dbmate and psql, on the same SQL.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step, steps, stepsOfOneFile, writeConfig, writeMigrations } from './input.mjs';

const here = dirname(fileURLToPath(import.meta.url));

/** dbmate's shape: a file a migration, its version in front. */
function writeForDbmate(folder, texts) {
  mkdirSync(folder, { recursive: true });
  texts.forEach((text, i) => {
    const sql = text.replaceAll('--> statement-breakpoint', '');
    writeFileSync(join(folder, `${20240101000000 + i}_step.sql`), `-- migrate:up\n${sql}\n\n-- migrate:down\n`);
  });
}

/** Ten processes of a tool at once: ends when all of them did, and fails where one fails. */
const ten = (command) => ['sh', '-c', 'all=; for i in 1 2 3 4 5 6 7 8 9 10; do "$@" & all="$all $!"; done; for one in $all; do wait $one || exit 1; done', 'ten', ...command];

export function measureMigrations({ work, sluice, kit, dbmate, socket, rounds, measured, compare }) {
  const address = (database) => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socket)}`;
  const sql = (text, database = 'postgres') => {
    const done = spawnSync('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-c', text, address(database)], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  const databaseOf = (folder) => folder.split('/').at(-2);
  const commands = {
    sluice: () => [sluice, 'migrate'],
    'drizzle-kit': () => [process.execPath, kit, 'migrate'],
    'drizzle-orm': (folder) => [process.execPath, join(folder, 'migrator.mjs'), address(databaseOf(folder))],
    dbmate: (folder) => [dbmate, '--url', `postgres://postgres@/${databaseOf(folder)}?socket=${encodeURIComponent(socket)}&sslmode=disable`,
      '--migrations-dir', join(folder, 'dbmate'), '--no-dump-schema', 'migrate'],
    psql: (folder) => ['psql', '-qX', '-v', 'ON_ERROR_STOP=1', '-f', join(folder, 'all.sql'), address(databaseOf(folder))],
    'psql -c': (folder) => ['psql', '-qX', '-c', 'select 1', address(databaseOf(folder))],
  };
  let databases = 0;
  function project(texts) {
    const database = `bench_${databases++}`;
    const folder = join(work, database, 'project');
    sql(`CREATE DATABASE ${database}`);
    writeConfig(folder, address(database));
    writeMigrations(join(folder, 'drizzle'), texts);
    writeForDbmate(join(folder, 'dbmate'), texts);
    copyFileSync(join(here, 'migrator.mjs'), join(folder, 'migrator.mjs'));
    // psql commits each migration too.
    writeFileSync(join(folder, 'all.sql'), texts.map((text) => `BEGIN;\n${text}\nCOMMIT;\n`).join(''));
    return folder;
  }
  const against = (names, rest) => {
    for (const name of names) compare({ tools: { [name]: commands[name], sluice: commands.sluice }, against: name, ...rest(name) });
  };

  const hundred = steps(100);
  const applied = {};
  const current = (tool) => applied[tool];
  for (const tool of ['drizzle-kit', 'drizzle-orm', 'dbmate', 'sluice', 'psql -c']) {
    applied[tool] = project(hundred);
    measured(applied[tool], commands[tool](applied[tool]));
  }
  const nothing = { 'drizzle-kit': 1 / 15, dbmate: 0.7 };
  against(['drizzle-kit', 'drizzle-orm', 'dbmate', 'psql -c'], (name) => ({
    name: 'migrate, nothing pending', target: nothing[name], prepare: current }));

  const each = (texts) => () => project(texts);
  against(['drizzle-kit', 'drizzle-orm', 'dbmate', 'psql'], () => ({ name: 'migrate, 100 of 5 statements', target: 1, prepare: each(hundred) }));
  const thousand = Array.from({ length: 1000 }, (_, i) => step(i).slice(0, 1).join(''));
  against(['drizzle-kit', 'drizzle-orm', 'dbmate', 'psql'], (name) => ({
    name: 'migrate, 1,000 of 1 statement', target: 1, count: Math.min(rounds, 3), prepare: each(thousand) }));
  against(['drizzle-kit', 'drizzle-orm', 'dbmate', 'psql'], () => ({
    name: 'migrate, one of 2,000 statements', target: 1, count: Math.min(rounds, 3), prepare: each([stepsOfOneFile(400)]) }));

  // Of ten of the others at once on a new database all but one fail, with errors: there one stands beside ten of ours.
  const crowd = Object.fromEntries(['sluice', 'drizzle-kit', 'dbmate'].map((tool) => [tool, (folder) => ten(commands[tool](folder))]));
  compare({ name: '100 pending, ten at once beside one', tools: { dbmate: commands.dbmate, sluice: crowd.sluice }, against: 'dbmate', target: 1,
    count: Math.min(rounds, 5), prepare: each(hundred) });
  for (const tool of ['drizzle-kit', 'dbmate']) {
    compare({ name: 'nothing pending, ten at once', tools: { [tool]: crowd[tool], sluice: crowd.sluice }, against: tool, target: nothing[tool],
      count: Math.min(rounds, 5), prepare: current });
  }
}
