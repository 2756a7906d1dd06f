// The smallest pair that still fails: objects and their parts are taken away on both sides, or made equal on both,
// as long as `fails(pair)` says the same.
'use strict';

const clone = (value) => JSON.parse(JSON.stringify(value));
const groups = ['tables', 'enums', 'schemas', 'sequences', 'roles', 'policies', 'views'];
const parts = ['columns', 'indexes', 'foreignKeys', 'compositePrimaryKeys', 'uniqueConstraints', 'policies', 'checkConstraints'];

// Paths to everything that has a name, the larger first.
function paths(...snapshots) {
  const out = new Set();
  for (const one of snapshots) for (const group of groups) for (const key of Object.keys(one[group])) out.add(JSON.stringify([group, key]));
  for (const one of snapshots) {
    for (const [key, table] of Object.entries(one.tables)) {
      for (const part of parts) for (const name of Object.keys(table[part])) out.add(JSON.stringify(['tables', key, part, name]));
    }
  }
  for (const one of snapshots) {
    for (const [key, table] of Object.entries(one.tables)) {
      for (const [name, column] of Object.entries(table.columns)) {
        for (const said of ['default', 'generated', 'identity']) if (said in column) out.add(JSON.stringify(['tables', key, 'columns', name, said]));
      }
    }
    for (const [key, view] of Object.entries(one.views)) for (const said of ['with', 'withNoData', 'using', 'tablespace']) if (said in view) out.add(JSON.stringify(['views', key, said]));
    for (const [key, { values }] of Object.entries(one.enums)) for (const value of values) out.add(JSON.stringify(['enums', key, 'values', value]));
  }
  return [...out].map((one) => JSON.parse(one));
}

function parent(snapshot, path) {
  return path.slice(0, -1).reduce((at, key) => at?.[key], snapshot);
}
function remove(snapshot, path) {
  const at = parent(snapshot, path);
  const key = path.at(-1);
  if (Array.isArray(at)) {
    if (at.length > 1 && at.includes(key)) at.splice(at.indexOf(key), 1);
  } else if (at) {
    delete at[key];
  }
}
function copy(from, to, path) {
  if (path.includes('values')) return;
  const value = parent(from, path)?.[path.at(-1)];
  const at = parent(to, path);
  if (at === undefined) return;
  if (value === undefined) delete at[path.at(-1)];
  else at[path.at(-1)] = clone(value);
}

const attempts = [
  (pair, path) => {
    remove(pair.before, path);
    remove(pair.after, path);
  },
  (pair, path) => copy(pair.before, pair.after, path),
  (pair, path) => copy(pair.after, pair.before, path),
];

async function shrink(given, fails) {
  let pair = { before: given.before, after: given.after, renames: given.renames, further: given.further };
  for (let smaller = true; smaller;) {
    smaller = false;
    for (const path of paths(pair.before, pair.after)) {
      for (const attempt of attempts) {
        const next = clone(pair);
        attempt(next, path);
        if (JSON.stringify(next) === JSON.stringify(pair) || !(await fails(next))) continue;
        // A copy that goes back and forth is no progress.
        smaller ||= JSON.stringify(next).length < JSON.stringify(pair).length;
        pair = next;
        break;
      }
    }
    for (const key of ['renames', 'further']) {
      for (const rename of pair[key]) {
        const next = { ...pair, [key]: pair[key].filter((one) => one !== rename) };
        if (await fails(next)) pair = next;
      }
    }
  }
  return pair;
}

module.exports = { shrink };
