// A folder as years leave it: 300 migrations, each with a snapshot of 100 tables, of which it changed one.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeProject } from './input.mjs';

const migrations = 300;
const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export function measureChecks({ folderOf, generate, compare, sluice, kit, rounds }) {
  const name = `check ${migrations}`;
  const tools = {
    'drizzle-kit': [process.execPath, kit, 'check'],
    sluice: [sluice, 'check', '--no-schema', '--no-git'],
    'sluice, with the schema': [sluice, 'check'],
  };
  for (const tool of Object.keys(tools)) {
    const folder = folderOf(tool, name);
    writeProject(folder, 100);
    generate(folder);
    const meta = join(folder, 'drizzle/meta');
    mkdirSync(meta, { recursive: true });
    const newest = JSON.parse(readFileSync(join(meta, '0000_snapshot.json'), 'utf8'));
    const journal = JSON.parse(readFileSync(join(meta, '_journal.json'), 'utf8'));
    const [first] = journal.entries;
    journal.entries = [];
    for (let i = 0; i < migrations; i++) {
      const number = String(i).padStart(4, '0');
      const snapshot = structuredClone(newest);
      // The last one is what the schema says.
      if (i < migrations - 1) snapshot.tables[`public.record_${i % 100}`].columns.price.type = `numeric(14, ${i % 7})`;
      Object.assign(snapshot, { id: uuid(i + 1), prevId: i === 0 ? newest.prevId : uuid(i) });
      writeFileSync(join(meta, `${number}_snapshot.json`), JSON.stringify(snapshot, null, 2));
      const tag = i === 0 ? first.tag : `${number}_change`;
      if (i > 0) writeFileSync(join(folder, `drizzle/${tag}.sql`), `ALTER TABLE "record_${i % 100}" ALTER COLUMN "price" SET DATA TYPE numeric(14, ${i % 7});`);
      journal.entries.push({ ...first, idx: i, when: first.when + i, tag });
    }
    writeFileSync(join(meta, '_journal.json'), JSON.stringify(journal, null, 2));
  }
  compare(name, { count: Math.min(rounds, 5), tools, against: 'drizzle-kit', target: 1 / 50, prepare: (tool) => folderOf(tool, name) });
}
