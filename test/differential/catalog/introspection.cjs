// What sluice reads of a database against what drizzle-kit's introspection gives: the same, object by object, but for what
// drizzle-kit is known to read wrongly (what the database then says is tested in test/pg/catalog).
//   node introspection.cjs --diff DIFF_DRIVER --catalog CATALOG_DRIVER --url URL [--seed 1] [--count 100]
'use strict';
const { isDeepStrictEqual, parseArgs } = require('node:util');
const { Builder } = require('./built.cjs');
const { Reader } = require('./reader.cjs');
const kit = require('../pull/kit.cjs');

const { values: options } = parseArgs({
  options: { diff: { type: 'string' }, catalog: { type: 'string' }, url: { type: 'string' },
    seed: { type: 'string', default: '1' }, count: { type: 'string', default: '100' } } });

// drizzle-kit gives up on defaults of JSON columns that are no literals.
process.on('unhandledRejection', () => {});

const quiet = (object) => JSON.parse(JSON.stringify(object ?? null));
const hasCapitals = (name) => !/^[a-z_][a-z0-9_$]*$/.test(name);

// The known errors: what they are called, and whether this is one. `path` leads to the difference in both snapshots.
const known = [
  ['names of primary keys of one column', ({ path, ours, theirs }) =>
    (path.at(-1) === 'primaryKey' && ours === false && theirs === true) || (path.at(-2) === 'compositePrimaryKeys' && ours?.columns.length === 1 && theirs === undefined)],
  ['names of identity sequences in quotation marks or behind their schema', ({ path, ours, theirs }) =>
    path.at(-1) === 'name' && path.at(-2) === 'identity' && theirs.endsWith(hasCapitals(ours) ? `"${ours}"` : ours)],
  ['cache of such an identity is lost', ({ path, theirs }) => path.at(-1) === 'cache' && path.at(-2) === 'identity' && theirs === undefined],
  ['such a sequence stands for itself too', ({ path, ours }) => path[0] === 'sequences' && path.length === 2 && ours === undefined],
  ['quotation marks and schemas in types of enums and arrays of them', ({ path, column }) => ['type', 'typeSchema'].includes(path.at(-1)) && column?.typeSchema !== undefined],
  ['dimensions of arrays that have a length', ({ path, ours, theirs }) => path.at(-1) === 'type' && /\(.*\)\[\]/.test(ours) && ours.replaceAll('[]', '') === theirs.replaceAll('[]', '')],
  ['serial columns whose sequence has capitals or another schema are no serial columns', ({ path, ours, theirs }) =>
    (path.at(-1) === 'type' && /serial/.test(ours) && /^(integer|bigint|smallint)$/.test(theirs)) || (path.at(-1) === 'default' && String(theirs).startsWith('nextval'))],
  ['negative numbers are texts', ({ path, ours, theirs }) => path.at(-1) === 'default' && typeof ours === 'number' && theirs === `'${ours}'`],
  ['literals of arrays', ({ path, column }) => path.at(-1) === 'default' && column?.type.endsWith(']')],
  ['backslashes and casts in defaults', ({ path, ours, theirs }) => path.at(-1) === 'default' && typeof theirs === 'string' && (/\\/.test(ours) || !String(ours).includes(theirs))],
  ['all columns of an index with an expression are expressions', ({ path, index }) => path.includes('columns') && index?.columns.some((one) => one.isExpression)],
  ["another column's operator class", ({ path, index }) => path.at(-1) === 'opclass' && index?.columns.length > 1],
  ['storage parameters are texts', ({ path, ours, theirs }) => path.at(-2) === 'with' && String(ours) === theirs],
  ['NULLS NOT DISTINCT', ({ path, ours }) => path.at(-1) === 'nullsNotDistinct' && ours === true],
  ["order of keys' columns", ({ path, ours, theirs }) => Array.isArray(ours) && Array.isArray(theirs) && isDeepStrictEqual([...ours].sort(), [...theirs].sort())],
  ['only the first policy of a table has its conditions', ({ path, theirs }) => ['using', 'withCheck'].includes(path.at(-1)) && theirs === undefined],
  ['schemas without an owner who can log in', ({ path, theirs }) => path[0] === 'schemas' && theirs === undefined],
];

// Where both differ, as deep as that is said by one value.
function* differences(ours, theirs, path = []) {
  if (isDeepStrictEqual(ours, theirs)) return;
  const isObject = (one) => one !== null && typeof one === 'object' && !Array.isArray(one);
  const isList = Array.isArray(ours) && Array.isArray(theirs) && ours.length === theirs.length && ours.some(isObject);
  if (!(isObject(ours) && isObject(theirs)) && !isList) {
    yield { path, ours, theirs };
    return;
  }
  for (const key of new Set([...Object.keys(ours), ...Object.keys(theirs)])) yield* differences(ours[key], theirs[key], [...path, key]);
}

function surroundings(ours, { path }) {
  const owner = ours[path[0]]?.[path[1]];
  return { column: owner?.[path[2]]?.[path[3]], index: path[2] === 'indexes' ? owner?.indexes?.[path[3]] : undefined };
}

async function main() {
  const builder = new Builder(options.url, options.diff);
  const reader = new Reader(options.catalog);
  await builder.open();
  let [done, failed] = [0, 0];
  const count = new Map();
  for (let seed = Number(options.seed); seed < Number(options.seed) + Number(options.count); seed++) {
    const built = await builder.build(seed, async ({ wanted, roles, url, client }) => {
      const { snapshot, error } = await reader.read(url, wanted, roles);
      if (error) throw new Error(error);
      const schemas = ['public', ...Object.keys(snapshot.schemas)];
      let theirs;
      try {
        theirs = quiet(await kit.readDatabase(client, schemas, roles.length ? { roles: { include: roles } } : undefined));
      } catch (problem) {
        count.set('crashes', (count.get('crashes') ?? 0) + 1);
        return;
      }
      // Its policies on tables of others come from the schema's source.
      for (const part of ['tables', 'enums', 'schemas', 'sequences', 'roles', 'views']) {
        for (const found of differences({ [part]: snapshot[part] }, { [part]: theirs[part] })) {
          const all = { ...found, ...surroundings(snapshot, found) };
          const rule = known.find(([, is]) => is(all));
          if (rule) {
            count.set(rule[0], (count.get(rule[0]) ?? 0) + 1);
          } else {
            failed++;
            console.log(`seed ${seed}: ${found.path.join(' > ')}\n    sluice      ${JSON.stringify(found.ours)}\n    drizzle-kit ${JSON.stringify(found.theirs)}`);
          }
        }
      }
    });
    if (built) done++;
  }
  for (const [name, times] of [...count].sort((a, b) => b[1] - a[1])) console.log(`${String(times).padStart(6)}  ${name}`);
  console.log(`${done} databases, ${failed} differences that have no name`);
  reader.close();
  await builder.close();
  process.exitCode = failed || done < Number(options.count) / 2 ? 1 : 0;
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
