// drizzle-kit's own pull: reading a database, and writing schema.ts and relations.ts. The command line program from
// node_modules is loaded with its last call taken out.
'use strict';
const fs = require('node:fs');
const { dirname, join } = require('node:path');
const Module = require('node:module');

const program = join(dirname(require.resolve('drizzle-kit')), 'bin.cjs');
const text = fs.readFileSync(program, 'utf8');
const call = text.lastIndexOf('\nrun([generate, ');
if (call < 0) throw new Error(`${program} no longer ends as this file expects`);
const inside = new Module(program, null);
inside.filename = program;
inside.paths = Module._nodeModulePaths(dirname(program));
inside._compile(`${text.slice(0, call)}
module.exports = () => {
  init_introspect();
  init_pgSerializer();
  return { fromDatabase2, schemaToTypeScript4, relationsToTypeScript, relations4, pluralize: require_pluralize(), camelCase };
};`, program);
const kit = inside.exports();

// As drizzle-kit's pull reads a database, with what it keeps to itself under `internal`.
async function readDatabase(client, schemas, entities) {
  const db = { query: async (sql, values) => (await client.query({ text: sql, values })).rows };
  return { id: '00000000-0000-4000-8000-000000000001', prevId: '00000000-0000-0000-0000-000000000000',
    ...await kit.fromDatabase2(db, () => true, schemas, entities, () => {}) };
}

// { schema, relations }, or { crash }.
function writeFiles(read, casing) {
  kit.relations4.clear();
  try {
    return { schema: kit.schemaToTypeScript4(read, casing).file, relations: kit.relationsToTypeScript(read, casing).file };
  } catch (error) {
    return { crash: String(error.message) };
  }
}

module.exports = { camelCase: kit.camelCase, pluralize: kit.pluralize, program, readDatabase, writeFiles };
