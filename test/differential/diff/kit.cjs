// drizzle-kit's own differ, with its prompts answered from a list. `generateMigration` of its api is the
// code that `drizzle-kit generate` runs; the prompts are the only thing replaced.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const Module = require('node:module');

const file = require.resolve('drizzle-kit/api');
const inside = new Module(file, module);
inside.filename = file;
inside.paths = Module._nodeModulePaths(path.dirname(file));
inside._compile(
  `${fs.readFileSync(file, 'utf8')}
;module.exports = () => { init_snapshotsDiffer(); init_pgSchema(); return { applyPgSnapshotsDiff, squashPgScheme, pgSchema }; };`,
  file,
);
const kit = inside.exports();

const dotted = (...parts) => parts.filter((part) => part).join('.');

// One resolver for every kind. `pick(to, left)` returns the one of `left` that it was before, or nothing.
function resolver(pick) {
  return async ({ created, deleted, tableName, schema }) => {
    const result = { created: [], renamed: [], moved: [], deleted: [] };
    if (!created.length || !deleted.length) return { ...result, created, deleted };
    let left = [...deleted];
    for (const to of created) {
      const from = left.length ? pick(to, left, tableName, schema) : undefined;
      if (!from) {
        result.created.push(to);
        continue;
      }
      const isMove = from.name === to.name;
      if (!isMove) result.renamed.push({ from, to });
      if ((from.schema || 'public') !== (to.schema || 'public')) {
        result.moved.push({ name: from.name, schemaFrom: from.schema || 'public', schemaTo: to.schema || 'public' });
      }
      left = left.filter((one) => one !== from);
    }
    result.deleted = left;
    return result;
  };
}

// Statements, and the renames that were accepted as "a.b->a.c". `accept(to, left)` decides.
async function diff(before, after, accept = () => undefined) {
  const renames = [];
  const named = (name) =>
    resolver((to, left, table, schema) => {
      const from = accept(to, left);
      if (from) renames.push(`${name(from, table, schema)}->${name(to, table, schema)}`);
      return from;
    });
  const plain = named((one) => one.name);
  const inSchema = named((one) => dotted(one.schema || 'public', one.name));
  const inTable = named((one, table, schema) => dotted(schema || 'public', table, one.name));
  const outside = named((one) => dotted(one.on.replaceAll('"', ''), one.name));
  const prev = kit.pgSchema.parse(before);
  const cur = kit.pgSchema.parse(after);
  const { sqlStatements } = await kit.applyPgSnapshotsDiff(
    kit.squashPgScheme(prev), kit.squashPgScheme(cur),
    plain, inSchema, inSchema, inTable, outside, plain, inSchema, inTable, inSchema, prev, cur);
  return { statements: sqlStatements, renames };
}

module.exports = { diff };
