// Compares two migrations folders byte for byte: SQL, snapshots and journal, except what is random by nature (`id`,
// `prevId`, `when`, the second half of a file's name), of which the form is checked.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** file: text, with names and texts made comparable; `problems` lists what is wrong in itself. */
function readFolder(folder) {
  const files = {};
  const problems = [];
  if (!existsSync(folder)) return { files, problems };
  const names = readdirSync(folder).filter((name) => name.endsWith('.sql')).sort();
  for (const name of names) files[name.replace(/_.*/, '_….sql')] = readFileSync(join(folder, name), 'utf8');
  const meta = join(folder, 'meta');
  let previous = '00000000-0000-0000-0000-000000000000';
  for (const name of existsSync(meta) ? readdirSync(meta).sort() : []) {
    let text = readFileSync(join(meta, name), 'utf8');
    const content = JSON.parse(text);
    if (name === '_journal.json') {
      for (const entry of content.entries) {
        if (!names.includes(`${entry.tag}.sql`)) problems.push(`the journal's ${entry.tag} has no file`);
        if (!(entry.when > 1.6e12 && entry.when < 1e13)) problems.push(`when: ${entry.when}`);
      }
      text = text.replace(/("when": )\d+/g, '$1…').replace(/("tag": "[^_"]*)_[^"]*/g, '$1_…');
    } else if (name.endsWith('_snapshot.json')) {
      if (!uuid.test(content.id)) problems.push(`${name}: id ${content.id}`);
      if (content.prevId !== previous) problems.push(`${name}: prevId ${content.prevId}, not ${previous}`);
      previous = content.id;
      text = text.replace(/("id": )"[^"]*"/, '$1"…"').replace(/("prevId": )"[^"]*"/, '$1"…"');
    }
    files[`meta/${name}`] = text;
  }
  return { files, problems };
}

export function unifiedDiff(expected, actual, names = ['drizzle-kit', 'sluice']) {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-diff-'));
  names.forEach((name, i) => writeFileSync(join(folder, name), [expected, actual][i]));
  const { stdout } = spawnSync('diff', ['-u', ...names.flatMap((name) => ['--label', name]), ...names], { cwd: folder, encoding: 'utf8', maxBuffer: 1e8 });
  rmSync(folder, { recursive: true });
  return stdout;
}

/** What differs but the files `known`, as a text for people; empty where nothing does. `onlySql`: the SQL files that differ, where nothing else does. */
export function compareFolders(expectedFolder, actualFolder, names, known = []) {
  const expected = readFolder(expectedFolder);
  const actual = readFolder(actualFolder);
  const parts = actual.problems.map((problem) => `${problem}\n`);
  const different = [];
  for (const file of new Set([...Object.keys(expected.files), ...Object.keys(actual.files)])) {
    if (expected.files[file] === actual.files[file] || known.includes(file)) continue;
    different.push(file);
    parts.push(`${file}\n${unifiedDiff(expected.files[file] ?? '', actual.files[file] ?? '', names)}`);
  }
  const onlySql = actual.problems.length || different.some((file) => !file.endsWith('.sql')) ? [] : different;
  return { text: parts.join('\n'), onlySql };
}
