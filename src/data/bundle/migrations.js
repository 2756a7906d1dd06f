// Data migrations as the registries list them: what they are, and their functions.
import { attempt, theDatabase } from './database.js';

const { load, loaded } = globalThis.__sluice;

let registered = [];

const describe = (value) => (value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value);

// The file that exports the value, or "".
function fileOf(value) {
  const found = loaded().find(([, exports]) =>
    typeof exports === 'object' && exports !== null && Object.values(exports).includes(value));
  return found?.[0] ?? '';
}

function add(schema, migration, registry) {
  const wrong = (what) => ({ schema, registry, wrong: what });
  if (typeof migration !== 'object' || migration === null) return wrong(`a migration of its list is ${describe(migration)}`);
  const { name, up, down, after } = migration;
  if (typeof name !== 'string' || name === '') return wrong('a migration of its list has no name');
  if (typeof up !== 'function') return wrong(`"${name}" has no function up`);
  const own = typeof migration.schema === 'string' ? migration.schema : schema;
  const file = fileOf(migration);
  registered.push({ migration, file: file || registry });
  return {
    schema: own, registry, name, index: registered.length - 1, file, down: typeof down === 'function',
    after: (Array.isArray(after) ? after : after === undefined ? [] : [after]).map(String),
  };
}

function addAll(schema, migrations, registry) {
  if (!Array.isArray(migrations)) return [{ schema, registry, wrong: `it is ${describe(migrations)} and no list of migrations` }];
  return migrations.map((one) => add(schema, one, registry));
}

// `central`: the file that exports allMigrationsBySchema, or ""; `folders`: each schema's index file, and its
// migrations' files where it has none.
export function list({ central, folders }) {
  registered = [];
  const bySchema = central === '' ? undefined : load(central).allMigrationsBySchema;
  if (bySchema !== undefined) {
    if (!Array.isArray(bySchema)) return [{ schema: '', registry: central, wrong: `allMigrationsBySchema is ${describe(bySchema)}` }];
    return bySchema.flatMap((entry) => addAll(String(entry?.schema ?? ''), entry?.migrations, central));
  }
  return folders.flatMap(({ schema, index, files }) => {
    if (index !== '') {
      const exported = load(index);
      return addAll(schema, exported.default ?? Object.values(exported).find(Array.isArray), index);
    }
    return files.flatMap((file) => {
      const exported = load(file);
      const migration = exported.migration ?? exported.default;
      return migration === undefined ? [] : [add(schema, migration, file)];
    });
  });
}

// `way`: "up" or "down".
export async function run({ index, way }) {
  const { migration, file } = registered[index];
  return attempt(file, (db) => migration[way](db), theDatabase());
}
