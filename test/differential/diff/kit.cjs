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

// Statements; the renames that were accepted, as "a.b->a.c" and as hints; `crash` where it throws.
// `accept(kind, to, left, table)` decides.
async function diff(before, after, accept = () => undefined) {
  const renames = [];
  const hints = [];
  const named = (kind, name) =>
    resolver((to, left, table, schema) => {
      const from = accept(kind, to, left, table);
      if (!from) return undefined;
      renames.push(`${name(from, table, schema).join('.')}->${name(to, table, schema).join('.')}`);
      hints.push({ type: 'rename', kind, from: name(from, table, schema), to: name(to, table, schema) });
      return from;
    });
  const plain = (kind) => named(kind, (one) => [one.name]);
  const inSchema = (kind) => named(kind, (one) => [one.schema || 'public', one.name]);
  const inTable = (kind) => named(kind, (one, table, schema) => [schema || 'public', table, one.name]);
  const outside = named('policy', (one) => [...one.on.replaceAll('"', '').split('.'), one.name]);
  try {
    const prev = kit.pgSchema.parse(before);
    const cur = kit.pgSchema.parse(after);
    const { sqlStatements } = await kit.applyPgSnapshotsDiff(
      kit.squashPgScheme(prev), kit.squashPgScheme(cur), plain('schema'), inSchema('enum'), inSchema('sequence'),
      inTable('policy'), outside, plain('role'), inSchema('table'), inTable('column'), inSchema('view'), prev, cur);
    return { statements: sqlStatements, renames, hints };
  } catch (error) {
    return { crash: String(error.stack).split('\n').slice(0, 2).join(' '), renames, hints };
  }
}

// The renames of a list are accepted, nothing else.
function accepting(renames) {
  const last = (name) => name.split('.').pop();
  return (kind, to, left) => {
    const names = renames.map((one) => one.split('->').map(last)).filter(([, name]) => name === to.name).map(([from]) => from);
    return left.find((one) => names.includes(one.name));
  };
}

module.exports = { accepting, diff };
