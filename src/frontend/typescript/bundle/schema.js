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

import { locate } from "./locate.js";
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
define("drizzle-orm/neon", neon);
define("drizzle-orm/version", version);
// A single file of drizzle-orm is answered with the part that it is in; these are exported by none.
define("drizzle-orm/pg-core/columns/all", pgColumns);
define("drizzle-orm/pg-core/expressions", expressions);
define("drizzle-orm/pg-core/view-base", pgViewBase);
define("drizzle-orm/selection-proxy", selectionProxy);
define("drizzle-orm/table.utils", tableUtilities);
define("drizzle-orm/tracing", tracing);

define("sluice:schema", { read, locate });
