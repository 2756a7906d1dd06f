// One data migration, project/data-migrations/values, run by node with pg and drizzle-orm, and by sluice: what it
// says of every value that it wrote and read has to be the same.
//
//     node values.mjs SLUICE URL
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [sluice, url] = process.argv.slice(2);
const project = fileURLToPath(new URL('project', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(join(root, 'package.json'));
const zones = ['UTC', 'America/New_York', 'Asia/Kolkata'];
const folder = mkdtempSync(join(tmpdir(), 'sluice-values-'));

// One bundle, so that the migration and the driver have one drizzle-orm.
const bundle = join(folder, 'bundle.cjs');
require('esbuild').buildSync({
  stdin: {
    contents: `export { migration } from ${JSON.stringify(join(project, 'data-migrations/values/0001_values.ts'))};
      export * as schema from ${JSON.stringify(join(project, 'schema.ts'))};
      export { drizzle } from 'drizzle-orm/node-postgres';
      export { Client } from 'pg';`,
    resolveDir: root,
  },
  outfile: bundle, bundle: true, format: 'cjs', platform: 'node', external: ['pg-native'], logLevel: 'error',
});
const { Client, drizzle, migration, schema } = require(bundle);

// Node's URL takes no empty host.
const databaseUrl = (name) => url.replace(/^(\w+:\/\/[^/]*)\/[^?]*/, `$1/${name}`);

async function withDatabase(name, work) {
  const server = new Client({ connectionString: url });
  await server.connect();
  try {
    await server.query(`drop database if exists ${name}`);
    await server.query(`create database ${name}`);
    const client = new Client({ connectionString: databaseUrl(name) });
    await client.connect();
    try {
      const sql = execFileSync(sluice, ['export', '--schema', 'schema.ts', '--dialect', 'postgresql'], { cwd: project, encoding: 'utf8' });
      await client.query(sql);
      await client.query('create table results (texts jsonb)');
      await work(client);
      return (await client.query('select texts from results')).rows[0].texts;
    } finally {
      await client.end();
    }
  } finally {
    await server.query(`drop database if exists ${name}`);
    await server.end();
  }
}

const byNode = (name) =>
  withDatabase(name, async (client) => {
    const db = drizzle(client, { schema, casing: 'snake_case' });
    await db.transaction((tx) => migration.up(tx));
  });

const bySluice = (name) =>
  withDatabase(name, async () => {
    execFileSync(sluice, ['data', 'migrate', '-q', '--url', databaseUrl(name)], { cwd: project, stdio: ['ignore', 'inherit', 'inherit'] });
  });

// The zone's name in brackets, which node writes behind a Date.
const plain = (said) => said?.replaceAll(/(GMT[+-]\d{4}) \([^)]*\)|(\(Coordinated Universal Time\))/g, '$1').replaceAll('GMT+0000 ', 'GMT+0000');

let different = 0;
let compared = 0;
try {
  for (const zone of zones) {
    process.env.TZ = zone;
    const theirs = await byNode('sluice_values_node');
    const ours = await bySluice('sluice_values_sluice');
    compared += theirs.length;
    for (let at = 0; at < Math.max(theirs.length, ours.length); at++) {
      if (plain(theirs[at]) === plain(ours[at])) continue;
      different++;
      console.log(`${zone}\n  node:   ${theirs[at]}\n  sluice: ${ours[at]}`);
    }
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${compared} values compared, ${different} different`);
process.exit(different === 0 ? 0 : 1);
