// Writes a schema (schema.mjs) as the files of a Drizzle project.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { customTypes } from './columns.mjs';
import { quoted } from './schema.mjs';

const fromPgCore = ['bigint', 'bigserial', 'bit', 'boolean', 'char', 'check', 'cidr', 'customType', 'date', 'doublePrecision', 'foreignKey',
  'geometry', 'halfvec', 'index', 'inet', 'integer', 'interval', 'json', 'jsonb', 'line', 'macaddr', 'macaddr8', 'numeric', 'pgEnum',
  'pgMaterializedView', 'pgPolicy', 'pgRole', 'pgSchema', 'pgSequence', 'pgTable', 'pgTableCreator', 'pgView', 'point', 'primaryKey', 'real',
  'serial', 'smallint', 'smallserial', 'sparsevec', 'text', 'time', 'timestamp', 'unique', 'uniqueIndex', 'uuid', 'varchar', 'vector'];
const fromDrizzle = ['eq', 'sql', 'relations'];

const braces = (body) => (body ? `{ ${body} }` : '');
const key = (text) => (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text) ? text : /^(0|[1-9]\d*)$/.test(text) ? text : quoted(text));

function columnText(column) {
  const { type } = column;
  const given = [column.name !== null ? quoted(column.name) : '', type.config].filter(Boolean).join(', ');
  let text = `${type.call}(${given})`;
  for (const size of column.arrays) text += `.array(${size ?? ''})`;
  const calls = [column.primaryKey && 'primaryKey()', column.notNull && 'notNull()', column.default, column.unique, column.generated,
    column.identity, column.references?.text, ...column.calls].filter(Boolean);
  // The order of the calls means nothing; let it vary with the name.
  if ((column.key.length + calls.length) % 2) calls.reverse();
  return text + calls.map((call) => `.${call}`).join('');
}

function tableText(table) {
  const columns = table.columns.map((column) => `  ${key(column.key)}: ${columnText(column)},\n`).join('');
  const maker = table.schema ? `${table.schema}.table` : table.creator ? 'createTable' : 'pgTable';
  let text = `export const ${table.variable} = ${maker}(${quoted(table.name)}, {\n${columns}}`;
  if (table.extras.length) {
    text += table.extrasForm === 'list'
      ? `, (t) => [\n${table.extras.map((extra) => `  ${extra.text},\n`).join('')}]`
      : `, (t) => ({\n${table.extras.map((extra, i) => `  ${extra.kind}${i}: ${extra.text},\n`).join('')}})`;
  }
  // t.2 is no JavaScript.
  return `${text})${table.rls ? '.enableRLS()' : ''};\n`.replace(/\b(t|\w+)\.(\d+)\b(?=[^'`]*)/g, (all, object, digits) => (/^\d/.test(object) ? all : `${object}[${digits}]`));
}

const declarations = {
  schema: (one) => `export const ${one.variable} = pgSchema(${quoted(one.name)});\n`,
  enum(one) {
    const call = one.schema ? `${one.schema}.enum` : 'pgEnum';
    const list = `[${one.values.map((value) => JSON.stringify(value)).join(', ')}]`;
    if (one.style === 'enum') {
      const type = one.variable[0].toUpperCase() + one.variable.slice(1);
      const members = one.values.map((value) => `  ${value[0].toUpperCase()}${value.slice(1)} = ${quoted(value)},\n`).join('');
      return `export enum ${type} {\n${members}}\nexport const ${one.variable} = ${call}(${quoted(one.name)}, ${type});\n`;
    }
    if (one.style === 'const') {
      return `export const ${one.variable}Values = ${list} as const;\nexport type ${one.variable}Value = (typeof ${one.variable}Values)[number];\n` +
        `export const ${one.variable} = ${call}(${quoted(one.name)}, ${one.variable}Values);\n`;
    }
    return `export const ${one.variable} = ${call}(${quoted(one.name)}, ${list});\n`;
  },
  sequence(one) {
    const options = one.options === null ? '' : `, ${braces(one.options) || '{}'}`;
    return `export const ${one.variable} = ${one.schema ? `${one.schema}.sequence` : 'pgSequence'}(${quoted(one.name)}${options});\n`;
  },
  role: (one) => `export const ${one.variable} = pgRole(${quoted(one.name)}${one.config ? `, ${braces(one.config)}` : ''})${one.existing ? '.existing()' : ''};\n`,
  named: (one) => `export const ${one.variable} = ${one.text};\n`.replace(/\b([a-zA-Z]\w*)\.(\d+)\b/g, '$1[$2]'),
};

/** The project's files: their names and texts. */
export function projectFiles(project) {
  const customs = new Set(project.tables.flatMap((table) => table.columns.map((column) => column.type.custom).filter(Boolean)));
  const base = [
    project.creator ? 'export const createTable = pgTableCreator((name) => `app_${name}`);\n' : '',
    ...[...customs].map((name) => `export const ${name} = ${customTypes[name].source};\n`),
    ...project.schemas.map(declarations.schema), ...project.enums.map(declarations.enum),
    ...project.sequences.map(declarations.sequence), ...project.roles.map(declarations.role),
  ];
  const last = [...project.views.map(declarations.named), ...project.policies.map(declarations.named)];
  const label = 'type Label = string & { readonly label?: unique symbol };\n';
  const types = (table) => `export type ${table.variable}Row = typeof ${table.variable}.$inferSelect;\n`;

  let modules;  // file: statements
  if (project.layout === 'one') {
    modules = { 'schema.ts': [...base, ...project.tables.map(tableText), ...last] };
  } else {
    const parts = [0, 1, 2].map((part) => project.tables.filter((table) => table.part === part));
    const folder = project.layout === 'deep glob' ? ['a/one.ts', 'b/two.ts', 'three.ts'] : ['one.ts', 'two.ts', 'three.ts'];
    modules = { 'base.ts': base, 'views.ts': last };
    parts.forEach((tables, i) => (modules[folder[i]] = tables.flatMap((table) => [tableText(table), types(table)])));
  }
  const files = {};
  const declared = {};
  const wholes = Object.entries(modules).map(([file, statements]) => [file, statements.join('\n')]).filter(([, text]) => text.trim());
  for (const [file, text] of wholes) {
    for (const [, name] of text.matchAll(/^export (?:const|enum) (\w+)/gm)) declared[name] = file;
  }
  for (const [file, text] of wholes) {
    const words = new Set(text.match(/[A-Za-z_]\w*/g));
    let head = '';
    const drizzle = fromDrizzle.filter((name) => words.has(name));
    if (words.has('SQL')) drizzle.push('type SQL');
    if (drizzle.length) head += `import { ${drizzle.join(', ')} } from 'drizzle-orm';\n`;
    const pgCore = fromPgCore.filter((name) => words.has(name));
    if (pgCore.length) head += `import {\n${pgCore.map((name) => `  ${name},\n`).join('')}} from "drizzle-orm/pg-core";\n`;
    if (words.has('AnyPgColumn')) head += "import type { AnyPgColumn } from 'drizzle-orm/pg-core';\n";
    const others = {};
    for (const name of words) if (declared[name] && declared[name] !== file) (others[declared[name]] ??= []).push(name);
    for (const [other, names] of Object.entries(others)) {
      const up = '../'.repeat(file.split('/').length - 1) || './';
      head += `import { ${names.join(', ')} } from '${up}${other.replace(/\.ts$/, '')}';\n`;
    }
    if (words.has('Label')) head += label;
    files[`src/schema/${file}`] = `${head}\n${text}`;
  }
  let schema;
  if (project.layout === 'one') schema = './src/schema/schema.ts';
  if (project.layout === 'folder') schema = './src/schema';
  if (project.layout === 'glob') schema = './src/schema/*.ts';
  if (project.layout === 'deep glob') schema = './src/**/*.ts';
  if (project.layout === 'list') schema = Object.keys(files).map((file) => `./${file}`);
  if (project.layout === 'index') {
    files['src/schema/index.ts'] = Object.keys(files).map((file) => `export * from './${file.slice('src/schema/'.length).replace(/\.ts$/, '')}';\n`).join('');
    schema = './src/schema/index.ts';
  }
  const settings = { dialect: 'postgresql', schema, out: './drizzle' };
  if (project.casing) settings.casing = project.casing;
  if (!project.breakpoints) settings.breakpoints = false;
  files['drizzle.config.ts'] = `import { defineConfig } from 'drizzle-kit';\n\nexport default defineConfig(${JSON.stringify(settings, null, 2)});\n`;
  return files;
}

export function writeProject(project, folder) {
  for (const [file, text] of Object.entries(projectFiles(project))) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}
