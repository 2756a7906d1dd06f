// Data migrations in TypeScript: sluice beside tsx with drizzle-orm and pg, which run the same files.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const files = {
  'package.json': '{ "name": "data", "private": true, "type": "module" }',
  'drizzle.config.ts': `export default { dialect: 'postgresql', schema: './src/schema.ts', dbCredentials: { url: process.env.DATABASE_URL! } };`,
  'src/schema.ts': `import { integer, jsonb, pgSchema, serial, text, timestamp } from 'drizzle-orm/pg-core';
export const questions = pgSchema('questions');
export const batteries = questions.table('batteries', { id: serial().primaryKey(), name: text().notNull().unique(), createdAt: timestamp().notNull().defaultNow() });
export const items = questions.table('items', {
  id: serial().primaryKey(), batteryId: integer().notNull().references(() => batteries.id), variable: text().notNull(), wording: text().notNull(),
  choices: jsonb().$type<{ value: string; label: string }[]>().notNull(), tags: text().array().notNull(),
});
`,
  'src/data-migrations/types.ts': `import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
export interface DataMigration { name: string; up: (db: NodePgDatabase) => Promise<void>; down: (db: NodePgDatabase) => Promise<void>; }
`,
  'src/data-migrations/index.ts': `import questionsMigrations from './questions/index.js';
export const allMigrationsBySchema = [{ schema: 'questions', migrations: questionsMigrations }];
`,
  // What such a project has as its runner.
  'src/data-migrations/run.ts': `import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { allMigrationsBySchema } from './index.js';

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const db = drizzle(pool, { casing: 'snake_case' });
await db.execute(sql\`create table if not exists data_migrations (id serial primary key, name text not null unique, schema text not null, applied_at timestamp not null default now())\`);
for (const { schema, migrations } of allMigrationsBySchema) {
  for (const migration of migrations) {
    const { rows } = await db.execute(sql\`select 1 from data_migrations where name = \${migration.name}\`);
    if (rows.length > 0) continue;
    await db.transaction(async (tx) => {
      await migration.up(tx as never);
      await tx.execute(sql\`insert into data_migrations (name, schema) values (\${migration.name}, \${schema})\`);
    });
    console.log(migration.name);
  }
}
await pool.end();
`,
};

const migration = (number) => `import { eq } from 'drizzle-orm';
import type { DataMigration } from '../types';
import { batteries, items } from '../../schema';

const wanted = Array.from({ length: 40 }, (_, at) => ({
  variable: \`v${number}_\${at}\`, wording: \`How often do you do number \${at}?\`, tags: ['a', 'b "quoted"'],
  choices: ['never', 'sometimes', 'often'].map((label, value) => ({ value: String(value), label })),
}));

export const migration: DataMigration = {
  name: 'questions_${number}_battery',
  up: async (db) => {
    const [battery] = await db.insert(batteries).values({ name: 'battery ${number}' }).returning();
    for (const one of wanted.slice(0, 10)) await db.insert(items).values({ ...one, batteryId: battery.id });
    await db.insert(items).values(wanted.slice(10).map((one) => ({ ...one, batteryId: battery.id })));
    const all = await db.select().from(items).where(eq(items.batteryId, battery.id));
    if (all.length !== wanted.length) throw new Error('rows are missing');
    await db.update(items).set({ tags: ['done'] }).where(eq(items.id, all[0].id));
  },
  down: async (db) => {
    await db.delete(items);
    await db.delete(batteries);
  },
};
`;

export function measureData({ work, root, sluice, socket, compare }) {
  const url = `postgresql://postgres@localhost/bench_data?host=${encodeURIComponent(socket)}`;
  const psql = (sql, database = 'bench_data') => {
    const done = spawnSync('psql', ['-qX', '-v', 'ON_ERROR_STOP=1', '-c', sql, url.replace('bench_data', database)], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  const folder = join(work, 'data');
  const numbers = ['0001', '0002', '0003'];
  const all = {
    ...files,
    ...Object.fromEntries(numbers.map((number) => [`src/data-migrations/questions/${number}_battery.ts`, migration(number)])),
    'src/data-migrations/questions/index.ts': `${numbers.map((number) => `import { migration as m${number} } from './${number}_battery';\n`).join('')}
export default [${numbers.map((number) => `m${number}`).join(', ')}];
`,
    'sluice.toml': 'casing = "snake_case"\n',
  };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  psql('create database bench_data', 'postgres');
  const prepare = () => {
    psql(`set client_min_messages = warning; drop schema if exists questions cascade; drop table if exists data_migrations; create schema questions;
      create table questions.batteries (id serial primary key, name text not null unique, created_at timestamp not null default now());
      create table questions.items (id serial primary key, battery_id int not null references questions.batteries, variable text not null, wording text not null, choices jsonb not null, tags text[] not null)`);
    return folder;
  };
  compare({
    name: '3 data migrations, TypeScript', prepare, against: 'tsx', target: 1 / 10,
    tools: {
      tsx: ['env', `DATABASE_URL=${url}`, process.execPath, join(root, 'node_modules/tsx/dist/cli.mjs'), 'src/data-migrations/run.ts'],
      sluice: ['env', `DATABASE_URL=${url}`, sluice, 'data', 'migrate'],
    },
  });
}
