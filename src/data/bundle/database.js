// The one `db` of an evaluation, and the schema that `db.query` knows.
import { Database, failureOf, queriesFrom } from './session.js';

const { load, module, waitFor } = globalThis.__sluice;
const { createTableRelationsHelpers, extractTablesRelationalConfig } = module('drizzle-orm');
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

// Calls a function of the project's. What PostgreSQL refused of it comes back as data, all else is thrown.
export async function attempt(file, called, ...values) {
  waitFor(file, called);
  try {
    await called(...values);
    return {};
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (failure === null) throw thrown;
    return { failure: failure.number, origin: failure.origin ?? '' };
  }
}

// Calls the first of `names` that `file` exports as a function with db. `called`: its name; absent where there is none.
export async function callExported({ file, names }) {
  const exported = load(file);
  const name = names.find((one) => typeof exported[one] === 'function');
  if (name === undefined) return {};
  return { called: name, ...await attempt(file, exported[name], database) };
}
