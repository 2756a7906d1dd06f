// The one `db` of an evaluation, and the schema that `db.query` knows.
import { Database, failureOf, queriesFrom, takeLastRefusal } from './session.js';

const { load, module, waitFor } = globalThis.__sluice;
const { DrizzleQueryError, createTableRelationsHelpers, extractTablesRelationalConfig } = module('drizzle-orm');
const { PgDatabase, PgDialect } = module('drizzle-orm/pg-core');

let database = null;

// `files`: the schema's; `casing`: as drizzle.config says it.
export function prepare({ files, casing }) {
  const dialect = new PgDialect({ casing: casing || undefined });
  database = new Database(dialect);
  queriesFrom(() => {
    const fullSchema = Object.assign({}, ...files.map((file) => load(file)));
    const { tables, tableNamesMap } = extractTablesRelationalConfig(fullSchema, createTableRelationsHelpers);
    const { query } = new PgDatabase(dialect, undefined, { fullSchema, schema: tables, tableNamesMap });
    return Object.entries(query);
  });
}

export const theDatabase = () => database;

// Calls a function of the project's. What PostgreSQL refused of it comes back as data, all else is thrown;
// `refused` is what the code caught.
export async function attempt(file, called, ...values) {
  waitFor(file, called);
  takeLastRefusal();
  try {
    await called(...values);
    return takeLastRefusal();
  } catch (thrown) {
    const failure = failureOf(thrown);
    // What sluice itself says of a query stands inside of drizzle-orm's error.
    if (failure === null) throw thrown instanceof DrizzleQueryError ? thrown.cause ?? thrown : thrown;
    return { failure: failure.number, origin: failure.origin };
  }
}

// Calls the first of `names` that `file` exports as a function with db. `called`: its name; absent where there is none.
export async function callExported({ file, names }) {
  const exported = load(file);
  const name = names.find((one) => typeof exported[one] === 'function');
  if (name === undefined) return {};
  return { called: name, ...await attempt(file, exported[name], database) };
}
