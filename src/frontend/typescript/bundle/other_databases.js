// The bundle "other_databases": drizzle-orm's parts for databases that sluice does not migrate, for
// projects whose files import them beside PostgreSQL's.
import * as mysqlCore from "drizzle-orm/mysql-core";
import * as sqliteCore from "drizzle-orm/sqlite-core";

globalThis.__sluice.define("drizzle-orm/mysql-core", mysqlCore);
globalThis.__sluice.define("drizzle-orm/sqlite-core", sqliteCore);
