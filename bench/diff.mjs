// The differ and drizzle-kit's, both in a process that has started already, on snapshots of which one column differs.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { writeProject } from './input.mjs';

const sizes = [100, 1000, 10_000];
const longest = 60_000; // milliseconds for all rounds of one measurement
const kitDiff = fileURLToPath(new URL('kit_diff.mjs', import.meta.url));

function succeeded(done, what) {
  if (done.status !== 0) throw new Error(`${what}: ${done.error ?? `exit code ${done.status}`}\n${done.stderr}`);
  return done.stdout;
}

// A snapshot of so many tables as sluice writes it, and one with another type of one column.
function writePair(folder, tables, sluice) {
  mkdirSync(folder, { recursive: true });
  writeProject(folder, tables);
  const limits = ['--memory-limit', '1024', '--time-limit', '60'];
  succeeded(spawnSync(sluice, ['generate', ...limits], { cwd: folder, encoding: 'utf8' }), 'generate');
  const before = join(folder, 'drizzle/meta/0000_snapshot.json');
  const snapshot = JSON.parse(readFileSync(before, 'utf8'));
  snapshot.tables[`public.record_${tables / 2}`].columns.price.type = 'numeric(14, 2)';
  const after = join(folder, 'after.json');
  writeFileSync(after, JSON.stringify(snapshot, null, 2));
  return [before, after];
}

// "diff": from two snapshots in memory to SQL. "whole": with the JSON of one read and of the other written.
export function measureDiffs({ work, sluice, differ, rounds, add }) {
  const times = [];
  for (const tables of sizes) {
    const pair = writePair(join(work, `diff ${tables}`), tables, sluice);
    const measured = (command) => spawnSync(command[0], [...command.slice(1), ...pair, String(rounds)], { encoding: 'utf8', timeout: longest });
    const ours = JSON.parse(succeeded(measured([differ]), 'bench_diff'));
    const other = measured([process.execPath, kitDiff]);
    // What takes too long isn't compared.
    const theirs = other.error?.code === 'ETIMEDOUT' ? undefined : JSON.parse(succeeded(other, 'drizzle-kit'));
    times.push({ tables, ours, theirs });
    for (const [part, title] of [['diff', `diff ${tables}`], ['whole', `diff ${tables}, with JSON`]]) {
      add({
        name: title, against: 'drizzle-kit', target: 1 / 10,
        medians: { sluice: { wall: ours[part] }, 'drizzle-kit': { wall: theirs?.[part] } },
        ratio: { wall: theirs && ours[part] / theirs[part] },
      });
    }
  }
  const exponent = (from, to, who) =>
    (from[who] && to[who] ? (Math.log(to[who].diff / from[who].diff) / Math.log(to.tables / from.tables)).toFixed(2) : 'not measured');
  for (let i = 1; i < times.length; i++) {
    const [from, to] = [times[i - 1], times[i]];
    console.log(`from ${from.tables} to ${to.tables} tables the diff grows with their number to the power of ` +
      `${exponent(from, to, 'ours')}, drizzle-kit's of ${exponent(from, to, 'theirs')}`);
  }
}
