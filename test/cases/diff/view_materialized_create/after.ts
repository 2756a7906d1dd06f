// Materialized views, with every option.
import { sql } from 'drizzle-orm';
import { integer, pgMaterializedView, pgTable, text } from 'drizzle-orm/pg-core';

export const users = pgTable('users', {
  id: integer().primaryKey(),
  name: text(),
  age: integer(),
});
export const grown = pgMaterializedView('grown', { id: integer() }).using('heap').tablespace('pg_default').with({ fillfactor: 70, autovacuumEnabled: false, parallelWorkers: 2, toastTupleTarget: 300, vacuumIndexCleanup: 'off', vacuumTruncate: false, userCatalogTable: true }).withNoData().as(sql`select "id" from "users" where "age" > 17`);
