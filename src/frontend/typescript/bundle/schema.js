// The bundle "schema": drizzle-orm under the names by which projects import it, and the module
// "sluice:schema", which says what a project's files export.
import * as orm from "drizzle-orm";
import * as casing from "drizzle-orm/casing";
import * as expressions from "drizzle-orm/pg-core/expressions";
import * as neon from "drizzle-orm/neon";
import * as pgColumns from "drizzle-orm/pg-core/columns/all";
import * as pgViewBase from "drizzle-orm/pg-core/view-base";
import * as relations from "drizzle-orm/relations";
import * as selectionProxy from "drizzle-orm/selection-proxy";
import * as sql from "drizzle-orm/sql";
import * as supabase from "drizzle-orm/supabase";
import * as tableUtilities from "drizzle-orm/table.utils";
import * as tracing from "drizzle-orm/tracing";
import * as version from "drizzle-orm/version";

import { quickPgCore } from "./quick.js";
import { read } from "./read.js";

// Plain properties, which are read faster than a namespace's getters.
function define(name, namespace) {
  globalThis.__sluice.define(name, { ...namespace });
}

define("drizzle-orm", orm);
define("drizzle-orm/pg-core", quickPgCore);
define("drizzle-orm/sql", sql);
define("drizzle-orm/relations", relations);
define("drizzle-orm/casing", casing);
define("drizzle-orm/supabase", supabase);
define("drizzle-orm/supabase/rls", supabase);
define("drizzle-orm/neon", neon);
define("drizzle-orm/neon/rls", neon);
define("drizzle-orm/version", version);
define("drizzle-orm/selection-proxy", selectionProxy);
define("drizzle-orm/table.utils", tableUtilities);
define("drizzle-orm/tracing", tracing);

// A file of drizzle-orm by its own name: whatever it exports is among these.
const core = { ...orm, ...sql };
for (const file of [
  "alias",
  "column",
  "column-builder",
  "entity",
  "errors",
  "logger",
  "operations",
  "query-promise",
  "sql/expressions",
  "sql/expressions/conditions",
  "sql/expressions/select",
  "sql/functions",
  "sql/functions/aggregate",
  "sql/functions/vector",
  "sql/sql",
  "subquery",
  "table",
  "utils",
  "view-common",
]) {
  globalThis.__sluice.define(`drizzle-orm/${file}`, core);
}

const postgres = { ...quickPgCore, ...expressions, ...pgColumns, ...pgViewBase };
for (const file of [
  "alias",
  "checks",
  "columns",
  "columns/all",
  "columns/bigint",
  "columns/bigserial",
  "columns/boolean",
  "columns/char",
  "columns/cidr",
  "columns/common",
  "columns/custom",
  "columns/date",
  "columns/date.common",
  "columns/double-precision",
  "columns/enum",
  "columns/inet",
  "columns/int.common",
  "columns/integer",
  "columns/interval",
  "columns/json",
  "columns/jsonb",
  "columns/line",
  "columns/macaddr",
  "columns/macaddr8",
  "columns/numeric",
  "columns/point",
  "columns/postgis_extension/geometry",
  "columns/real",
  "columns/serial",
  "columns/smallint",
  "columns/smallserial",
  "columns/text",
  "columns/time",
  "columns/timestamp",
  "columns/uuid",
  "columns/varchar",
  "columns/vector_extension/bit",
  "columns/vector_extension/halfvec",
  "columns/vector_extension/sparsevec",
  "columns/vector_extension/vector",
  "db",
  "dialect",
  "expressions",
  "foreign-keys",
  "indexes",
  "policies",
  "primary-keys",
  "query-builders",
  "query-builders/query-builder",
  "query-builders/select",
  "roles",
  "schema",
  "sequence",
  "session",
  "subquery",
  "table",
  "unique-constraint",
  "utils",
  "utils/array",
  "view",
  "view-base",
  "view-common",
]) {
  globalThis.__sluice.define(`drizzle-orm/pg-core/${file}`, postgres);
}

globalThis.__sluice.define("sluice:schema", { read });
