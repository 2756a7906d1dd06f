// What the things are that a file exports, for the comments in it: for each the export's name, its kind,
// schema, table and name, and a table's columns by the properties that they stand under.
import { Table } from "drizzle-orm";
import { getMaterializedViewConfig, getViewConfig } from "drizzle-orm/pg-core";

import { kindOf } from "./read.js";
import { nameOf, schemaOf } from "./table.js";
import { columnName } from "./text.js";

const { Columns } = Table.Symbol;
const { load } = globalThis.__sluice;

const describe = {
  tables: (value) => [
    "table",
    schemaOf(value) ?? "public",
    "",
    nameOf(value),
    Object.entries(value[Columns]).map(([property, column]) => [property, columnName(column)]),
  ],
  enums: (value) => ["enum", value.schema || "public", "", value.enumName, []],
  schemas: (value) => ["schema", "", "", value.schemaName, []],
  views: (value) => view(getViewConfig(value)),
  materializedViews: (value) => view(getMaterializedViewConfig(value)),
  sequences: (value) => ["sequence", value.schema ?? "public", "", value.seqName, []],
  roles: (value) => ["role", "", "", value.name, []],
  policies: (value) => {
    const table = value._linkedTable;
    return ["policy", (table && schemaOf(table)) ?? "public", table ? nameOf(table) : "", value.name, []];
  },
};

function view({ schema, name }) {
  return ["view", schema ?? "public", "", name, []];
}

export function locate(files) {
  return files.map((file) =>
    Object.entries(load(file) ?? {}).flatMap(([name, value]) => {
      const kind = kindOf(value);
      return kind === undefined ? [] : [[name, ...describe[kind](value)]];
    }),
  );
}
