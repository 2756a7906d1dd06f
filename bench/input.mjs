// The benchmarks' input: Drizzle projects of a given number of tables, 25 lines of TypeScript each, and a migrations folder.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const perFile = 50;

function table(i) {
  const name = `record_${i}`;
  const variable = `record${i}`;
  const parent = i % 10 ? `record${i - 1}` : variable;
  return `
export const ${variable} = pgTable(
  '${name}',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    parentId: uuid('parent_id').references((): AnyPgColumn => ${parent}.id, { onDelete: 'cascade' }),
    name: varchar('name', { length: 255 }).notNull(),
    slug: text('slug').notNull().unique(),
    state: stateEnum('state').notNull().default('draft'),
    position: integer('position').notNull().default(${i}),
    price: numeric('price', { precision: 12, scale: 2 }),
    isActive: boolean('is_active').notNull().default(true),
    labels: text('labels').array().notNull().default([]),
    details: jsonb('details').$type<Details>().default({ kind: 'none' }),
    happenedOn: date('happened_on'),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true, precision: 3 }).$onUpdate(() => new Date()),
  },
  (table) => [
    index('${name}_parent_idx').on(table.parentId, table.createdAt.desc()),
    check('${name}_position', sql\`\${table.position} >= 0\`),
  ],
);

export type Record${i} = typeof ${variable}.$inferSelect;
`.slice(1);
}

const head = `import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn, boolean, check, date, index, integer, jsonb, numeric, pgTable, text, timestamp, uuid, varchar,
} from 'drizzle-orm/pg-core';
import { stateEnum, type Details } from './shared';

`;
const shared = `import { pgEnum } from 'drizzle-orm/pg-core';

export const stateEnum = pgEnum('state', ['draft', 'open', 'closed']);
export interface Details {
  kind: string;
  more?: Record<string, unknown>;
}
`;

export function writeConfig(folder, url) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'drizzle.config.ts'), `import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './src/schema/*.ts',
  out: './drizzle',
  dbCredentials: { url: ${JSON.stringify(url ?? 'postgres://localhost/none')} },
});
`);
}

/** A project of so many tables; says how many lines its schema has. */
export function writeProject(folder, tables) {
  writeConfig(folder);
  const at = join(folder, 'src/schema');
  mkdirSync(at, { recursive: true });
  writeFileSync(join(at, 'shared.ts'), shared);
  let lines = shared.split('\n').length;
  for (let first = 0; first < tables; first += perFile) {
    const parts = [];
    for (let i = first; i < Math.min(first + perFile, tables); i++) parts.push(table(i));
    const text = head + parts.join('\n');
    lines += text.split('\n').length;
    writeFileSync(join(at, `part${String(first / perFile).padStart(3, '0')}.ts`), text);
  }
  return lines;
}

/** The change of the altered case: a column more in the first table, another default in it. */
export function alter(text) {
  return text.replace("    slug: text('slug')", "    subtitle: text('subtitle').notNull().default(''),\n    slug: text('slug')")
    .replace(".default(0),", ".default(1),");
}

const breakpoint = '--> statement-breakpoint\n';

/** The five statements of a migration. */
export const step = (i) => [
  `CREATE TABLE "step_${i}" ("id" serial PRIMARY KEY NOT NULL, "name" text NOT NULL, "amount" integer DEFAULT 0 NOT NULL);`,
  `ALTER TABLE "step_${i}" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;`,
  `CREATE INDEX "step_${i}_name_idx" ON "step_${i}" USING btree ("name");`,
  `INSERT INTO "step_${i}" ("name", "amount") SELECT 'row ' || n, n FROM generate_series(1, 20) AS n;`,
  `ALTER TABLE "step_${i}" ADD CONSTRAINT "step_${i}_amount" CHECK ("amount" >= 0);`,
];

/** So many migrations; and the statements of so many in one. */
export const steps = (count) => Array.from({ length: count }, (_, i) => step(i).join(breakpoint));
export const stepsOfOneFile = (count) => steps(count).join(breakpoint);

/** A migrations folder of these texts. */
export function writeMigrations(folder, texts) {
  mkdirSync(join(folder, 'meta'), { recursive: true });
  const count = texts.length;
  const entries = texts.map((text, i) => {
    const tag = `${String(i).padStart(4, '0')}_step`;
    writeFileSync(join(folder, `${tag}.sql`), text);
    return { idx: i, version: '7', when: 1700000000000 + i * 1000, tag, breakpoints: true };
  });
  writeFileSync(join(folder, 'meta/_journal.json'), JSON.stringify({ version: '7', dialect: 'postgresql', entries }, null, 2));
  const empty = { id: createHash('md5').update('bench').digest('hex').replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'),
    prevId: '00000000-0000-0000-0000-000000000000', version: '7', dialect: 'postgresql', tables: {}, enums: {}, schemas: {}, sequences: {},
    roles: {}, policies: {}, views: {}, _meta: { columns: {}, schemas: {}, tables: {} } };
  writeFileSync(join(folder, `meta/${String(count - 1).padStart(4, '0')}_snapshot.json`), JSON.stringify(empty, null, 2));
}
