// A view: name, schema, columns, definition and options.
import { SQL, is } from "drizzle-orm";
import {
  PgColumn,
  getMaterializedViewConfig,
  getViewConfig,
  isPgMaterializedView,
} from "drizzle-orm/pg-core";

import { pushColumn } from "./column.js";
import { report } from "./problems.js";
import { options } from "./table.js";
import { sqlText } from "./text.js";

const viewOptions = ["checkOption", "securityBarrier", "securityInvoker"];
const materializedOptions = [
  "fillfactor",
  "toastTupleTarget",
  "parallelWorkers",
  "autovacuumEnabled",
  "vacuumIndexCleanup",
  "vacuumTruncate",
  "autovacuumVacuumThreshold",
  "autovacuumVacuumScaleFactor",
  "autovacuumVacuumCostDelay",
  "autovacuumVacuumCostLimit",
  "autovacuumFreezeMinAge",
  "autovacuumFreezeMaxAge",
  "autovacuumFreezeTableAge",
  "autovacuumMultixactFreezeMinAge",
  "autovacuumMultixactFreezeMaxAge",
  "autovacuumMultixactFreezeTableAge",
  "logAutovacuumMinDuration",
  "userCatalogTable",
];

function readFields(fields, view, schema) {
  const columns = [];
  const uniques = new Map();
  const names = new Map(); // how often so far
  for (const key in fields) {
    const column = fields[key];
    const columnName = is(column, SQL.Aliased) ? column.fieldAlias : column?.name;
    if (typeof columnName === "string" && names.get(columnName) === 1) {
      report(
        "warning",
        "SCHEMA.VIEW_COLUMNS",
        `view "${view}" has two columns with the name "${columnName}"; PostgreSQL refuses it (42701)`,
        "give one of them another: sql`${column}`.as(\"name\")",
      );
    }
    names.set(columnName, (names.get(columnName) ?? 0) + 1);
    if (!is(column, PgColumn)) continue;
    if (column.isUnique) {
      if (uniques.has(column.uniqueName)) {
        report(
          "error",
          "SCHEMA.DUPLICATE_UNIQUE",
          `two columns of view "${view}", "${uniques.get(column.uniqueName)}" and "${column.name}", have the unique constraint "${column.uniqueName}"`,
          "a view's columns need no unique(): leave it out",
        );
      }
      uniques.set(column.uniqueName, column.name);
    }
    pushColumn(columns, column, column.name, view, schema, true);
  }
  return columns;
}

export function readView(view) {
  const materialized = isPgMaterializedView(view);
  const config = materialized ? getMaterializedViewConfig(view) : getViewConfig(view);
  const { name, schema } = config;
  const known = [...viewOptions, ...materializedOptions];
  for (const option of Object.keys(config.with ?? {})) {
    if (known.includes(option)) continue;
    report(
      "error",
      "SCHEMA.VIEW_OPTION",
      `view "${name}" has the unknown option "${option}"`,
      `known options: ${(materialized ? materializedOptions : viewOptions).join(", ")}`,
    );
  }
  return {
    name,
    schema: schema ?? "public",
    columns: readFields(config.selectedFields, name, schema),
    definition: config.isExisting ? undefined : sqlText(config.query, `view "${name}"`),
    materialized,
    existing: config.isExisting,
    with: config.with === undefined ? undefined : options(config.with),
    withNoData: config.withNoData,
    using: config.using,
    tablespace: config.tablespace,
  };
}
