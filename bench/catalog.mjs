// Reading a live database: sluice beside pg_dump --schema-only and drizzle-kit pull, on databases of many tables.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeConfig, writeProject } from './input.mjs';

const sizes = [100, 1000, 10_000];
const largestPulled = 1000; // where it takes drizzle-kit minutes

function succeeded(done, what) {
  if (done.status !== 0) throw new Error(`${what}: ${done.error ?? `exit code ${done.status}`}\n${done.stderr}`);
  return done.stdout;
}

export function measureCatalog({ work, sluice, reader, kit, socket, rounds, compare }) {
  const address = (database) => `postgresql://postgres@localhost/${database}?host=${encodeURIComponent(socket)}`;
  const psql = (database, ...what) => succeeded(spawnSync('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', ...what, address(database)], { encoding: 'utf8' }), 'psql');
  const times = [];
  for (const tables of sizes) {
    const database = `catalog_${tables}`;
    const folder = join(work, database);
    writeProject(folder, tables);
    succeeded(spawnSync(sluice, ['generate', '--memory-limit', '1024', '--time-limit', '60'], { cwd: folder, encoding: 'utf8' }), 'generate');
    const [file] = readdirSync(join(folder, 'drizzle')).filter((name) => name.endsWith('.sql'));
    if (!readFileSync(join(folder, 'drizzle', file), 'utf8').includes('CREATE INDEX')) throw new Error(`${file} makes no indexes`);
    psql('postgres', '-c', `create database ${database}`);
    psql(database, '-f', join(folder, 'drizzle', file));
    psql(database, '-c', 'vacuum analyze');
    rmSync(folder, { recursive: true });
    writeConfig(folder, address(database));
    const name = `read ${tables} tables`;
    const ours = [reader, address(database), String(tables)];
    const prepare = () => folder;
    const few = tables > 1000 ? Math.min(rounds, 5) : rounds;
    const dumped = compare({ name, count: few, target: 1, against: 'pg_dump', prepare,
      tools: { pg_dump: ['pg_dump', '--schema-only', '-f', '/dev/null', '-d', address(database)], sluice: ours } });
    times.push({ tables, wall: dumped.medians.sluice.wall, memory: dumped.medians.sluice.memory });
    if (tables > largestPulled) continue;
    compare({ name, count: tables < largestPulled ? Math.min(rounds, 3) : 1, against: 'drizzle-kit', prepare,
      tools: { 'drizzle-kit': [process.execPath, kit, 'pull'], sluice: ours } });
  }
  for (let i = 1; i < times.length; i++) {
    const [from, to] = [times[i - 1], times[i]];
    const exponent = Math.log(to.wall / from.wall) / Math.log(to.tables / from.tables);
    console.log(`from ${from.tables} to ${to.tables} tables reading grows with their number to the power of ${exponent.toFixed(2)}`);
  }
}
