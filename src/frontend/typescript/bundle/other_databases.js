// The bundle "other_databases": drizzle-orm's parts for databases that sluice does not migrate, for
// projects whose files import them beside PostgreSQL's.
import * as gelCore from "drizzle-orm/gel-core";
import * as mysqlCore from "drizzle-orm/mysql-core";
import * as singlestoreCore from "drizzle-orm/singlestore-core";
import * as sqliteCore from "drizzle-orm/sqlite-core";

globalThis.__sluice.define("drizzle-orm/gel-core", gelCore);
globalThis.__sluice.define("drizzle-orm/mysql-core", mysqlCore);
globalThis.__sluice.define("drizzle-orm/singlestore-core", singlestoreCore);
globalThis.__sluice.define("drizzle-orm/sqlite-core", sqliteCore);
