#include "run/manner.hpp"

#include <doctest/doctest.h>
#include <string>

#include "base/text.hpp"

namespace sluice::run {
namespace {

pg::statement of(std::string_view sql) {
  return pg::split_statements(sql).at(0);
}

TEST_CASE("manner: what PostgreSQL refuses in a transaction block") {
  for (const std::string_view sql : {
           "CREATE INDEX CONCURRENTLY i ON t (a)",
           "create unique index concurrently if not exists \"I\" on \"t\" (a)",
           "CREATE INDEX /* x */ CONCURRENTLY\n ON t (a)",
           "DROP INDEX CONCURRENTLY IF EXISTS i",
           "REINDEX INDEX CONCURRENTLY i",
           "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
           "REINDEX (CONCURRENTLY) TABLE t",
           "REINDEX DATABASE",
           "REINDEX (VERBOSE) SCHEMA public",
           "REINDEX SYSTEM d",
           "VACUUM",
           "VACUUM (FULL, ANALYZE) t",
           "CREATE DATABASE d",
           "DROP DATABASE IF EXISTS d WITH (FORCE)",
           "CREATE TABLESPACE s LOCATION '/x'",
           "DROP TABLESPACE s",
           "ALTER DATABASE d SET TABLESPACE s",
           "ALTER SYSTEM SET work_mem = '1MB'",
           "ALTER TABLE a.\"p\" DETACH PARTITION b.c CONCURRENTLY",
           "CLUSTER",
           "CLUSTER VERBOSE",
           "CLUSTER (VERBOSE)",
           "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p",
           "DROP SUBSCRIPTION s",
           "ALTER SUBSCRIPTION s REFRESH PUBLICATION",
           "COMMIT PREPARED 'x'",
           "DISCARD ALL",
       }) {
    CHECK_MESSAGE(runs_alone(of(sql)), sql);
  }
}

TEST_CASE("manner: what a transaction takes") {
  for (const std::string_view sql : {
           "CREATE INDEX i ON t (a)",
           "CREATE INDEX \"concurrently\" ON t (a)",
           "CREATE TABLE t (note text DEFAULT 'create index concurrently')",
           "DROP INDEX i",
           "REINDEX TABLE t",
           "ANALYZE t",
           "CLUSTER t USING i",
           "CLUSTER t",
           "ALTER DATABASE d SET default_tablespace = 's'",
           "ALTER DATABASE d SET work_mem = '1MB'",
           "ALTER TABLE p DETACH PARTITION c",
           "ALTER TABLE p DETACH PARTITION c FINALIZE",
           "ALTER TABLE t ADD COLUMN concurrently int",
           "CREATE SUBSCRIPTION s CONNECTION 'x' PUBLICATION p WITH (connect = false)",
           "ALTER SUBSCRIPTION s DISABLE",
           "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
           "ALTER TYPE e ADD VALUE 'b'",
           "DISCARD PLANS",
           "COMMENT ON TABLE t IS 'vacuum'",
       }) {
    CHECK_MESSAGE(!runs_alone(of(sql)), sql);
  }
}

TEST_CASE("manner: what waits for what") {
  CHECK(waits(of("ALTER TABLE t ADD COLUMN a int")) == wait::strong);
  CHECK(waits(of("CREATE INDEX i ON t (a)")) == wait::strong);
  CHECK(waits(of("DROP TABLE t")) == wait::strong);
  CHECK(waits(of("DO $$ BEGIN ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES b; END $$")) ==
        wait::strong);
  CHECK(waits(of("LOCK TABLE t")) == wait::strong);
  CHECK(waits(of("CREATE INDEX CONCURRENTLY i ON t (a)")) == wait::patient);
  CHECK(waits(of("ALTER TABLE t VALIDATE CONSTRAINT c")) == wait::patient);
  CHECK(waits(of("ALTER TABLE t VALIDATE CONSTRAINT c, ADD COLUMN d int")) == wait::strong);
  CHECK(waits(of("ALTER TABLE t ADD COLUMN validate int")) == wait::strong);
  CHECK(waits(of("UPDATE t SET a = 1")) == wait::rows);
  CHECK(waits(of("WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x")) == wait::rows);
}

TEST_CASE("manner: enum values, settings, procedures") {
  CHECK(adds_enum_value(of("ALTER TYPE \"public\".\"e\" ADD VALUE 'b' BEFORE 'a'")));
  CHECK(adds_enum_value(of("alter type e add value if not exists 'b'")));
  CHECK_FALSE(adds_enum_value(of("ALTER TYPE e RENAME VALUE 'a' TO 'b'")));
  CHECK_FALSE(adds_enum_value(of("ALTER TABLE t ADD value int")));
  CHECK(sets(of("SET search_path = x")));
  CHECK(sets(of("SELECT pg_catalog.set_config('search_path', '', false)")));
  CHECK_FALSE(sets(of("UPDATE t SET a = 1")));
  CHECK(changes_role(of("SET SESSION AUTHORIZATION anna")));
  CHECK(changes_role(of("select set_config('role', 'anna', false)")));
  CHECK_FALSE(changes_role(of("CREATE ROLE anna")));
  CHECK(sets_for_transaction(of("SET LOCAL search_path = x")));
  CHECK_FALSE(sets_for_transaction(of("SET SESSION search_path = x")));
  CHECK(may_commit(of("CALL p()")));
  CHECK(may_commit(of("DO $$ BEGIN COMMIT; END $$")));
  CHECK_FALSE(may_commit(of("DO $$ BEGIN PERFORM 1; END $$")));
}

TEST_CASE("manner: the index that is built") {
  const auto plain = builds_index(of("CREATE INDEX CONCURRENTLY i ON t (a)"));
  REQUIRE(plain.has_value());
  CHECK(concat(plain->schema, "|", plain->table, "|", plain->name) == "|t|i");
  const auto full = builds_index(
      of("CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"I x\" ON ONLY \"App\".\"T\" USING btree "
         "(a)"));
  REQUIRE(full.has_value());
  CHECK(concat(full->schema, "|", full->table, "|", full->name) == "App|T|I x");
  const auto unnamed = builds_index(of("CREATE INDEX CONCURRENTLY ON t (a)"));
  REQUIRE(unnamed.has_value());
  CHECK(unnamed->name.empty());
  CHECK(unnamed->table == "t");
  CHECK_FALSE(builds_index(of("CREATE INDEX i ON t (a)")).has_value());
}

TEST_CASE("manner: what is rebuilt, what is detached") {
  const auto index = rebuilds_index(of("REINDEX (VERBOSE) INDEX CONCURRENTLY a.i"));
  REQUIRE(index.has_value());
  CHECK_FALSE(index->table);
  CHECK(concat(index->schema, ".", index->name) == "a.i");
  CHECK(rebuilds_index(of("REINDEX (CONCURRENTLY) TABLE t"))->table);
  CHECK_FALSE(rebuilds_index(of("REINDEX TABLE t")).has_value());
  const auto detached =
      detaches(of("ALTER TABLE IF EXISTS a.p DETACH PARTITION \"C\" CONCURRENTLY"));
  REQUIRE(detached.has_value());
  CHECK(detached->table == "\"a\".\"p\"");
  CHECK(detached->partition == "\"C\"");
}

}  // namespace
}  // namespace sluice::run
