#include "run/losses.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sluice::run {
namespace {

using kind = loss::kind;

script of(std::vector<std::string> chunks) {
  return make_script({"", std::move(chunks), {}}, "0000_a");
}

// One a line: the statement's number, its words, and a ? where it may lose nothing.
std::string words(std::vector<std::string> chunks) {
  std::string out;
  for (const loss& one : losses_of(of(std::move(chunks)))) {
    out += concat(std::to_string(one.statement), " ", one.words, one.certain ? "" : "?", "\n");
  }
  return out;
}

std::string one(const std::string& sql) {
  const std::string out = words({sql});
  return out.empty() ? out : out.substr(2, out.size() - 3);
}

TEST_CASE("losses: tables, with their names in full") {
  const auto all = losses_of(of({"DROP TABLE IF EXISTS \"a\", app.\"B c\" CASCADE;"}));
  REQUIRE(all.size() == 2);
  CHECK(all[0] ==
        loss{.what = kind::table, .name = "a", .words = "table a goes with all its rows"});
  CHECK(all[1].schema == "app");
  CHECK(all[1].name == "B c");
  CHECK(one("drop table public.t") == "table t goes with all its rows");
  CHECK(one("/* a note */ DROP -- here\n TABLE Users") == "table users goes with all its rows");
}

TEST_CASE("losses: columns, each of an ALTER TABLE's actions") {
  const auto all =
      losses_of(of({"ALTER TABLE IF EXISTS ONLY app.t * ADD COLUMN x numeric(3, 1), DROP "
                    "COLUMN IF EXISTS a CASCADE, drop \"B\", DROP CONSTRAINT c;"}));
  REQUIRE(all.size() == 2);
  CHECK(all[0].what == kind::column);
  CHECK(all[0].schema == "app");
  CHECK(all[0].name == "t");
  CHECK(all[0].column == "a");
  CHECK(all[1].column == "B");
  CHECK(all[1].words == "column B of app.t goes with its values");
}

TEST_CASE("losses: what an ALTER changes, and what it leaves as it is") {
  CHECK(one("ALTER TABLE t ALTER COLUMN a SET DATA TYPE integer USING a::integer") ==
        "column a of t gets another type?");
  CHECK(one("ALTER TABLE t ALTER a TYPE text") == "column a of t gets another type?");
  for (const char* sql :
       {"ALTER TABLE t ALTER COLUMN a DROP NOT NULL", "ALTER TABLE t ALTER COLUMN a SET DEFAULT 1",
        "ALTER TABLE t ALTER COLUMN a DROP DEFAULT", "ALTER TABLE t DROP CONSTRAINT IF EXISTS c",
        "ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t SET SCHEMA app",
        "ALTER INDEX i RENAME TO k", "ALTER TABLE t ADD CHECK (a IN (1, 2)), ADD COLUMN b int"}) {
    CHECK_MESSAGE(one(sql).empty(), sql);
  }
}

TEST_CASE("losses: rows, schemas, sequences") {
  CHECK(one("TRUNCATE TABLE ONLY app.t") == "all rows of app.t");
  CHECK(words({"truncate a, only b restart identity cascade"}) ==
        "0 all rows of a\n0 all rows of b\n");
  CHECK(one("DELETE FROM ONLY t WHERE a = 1") == "rows of t");
  CHECK(one("delete from app.t") == "rows of app.t");
  CHECK(one("UPDATE ONLY t SET a = 1") == "what the UPDATE overwrites in t");
  CHECK(one("DROP SCHEMA app CASCADE") == "schema app goes with all that is in it");
  CHECK(one("DROP SCHEMA app").empty());  // only an empty one goes
  CHECK(one("DROP SEQUENCE s") == "sequence s goes with its position");
}

TEST_CASE("losses: what can't be read may be anything") {
  for (const char* sql :
       {"DO $$ BEGIN DROP TABLE t; END $$", "CALL tidy()", "EXECUTE p",
        "MERGE INTO t USING s ON t.a = s.a WHEN MATCHED THEN DELETE",
        "WITH gone AS (DELETE FROM t RETURNING *) SELECT count(*) FROM gone",
        "DROP TYPE mood CASCADE", "DROP DOMAIN d CASCADE", "DROP EXTENSION e CASCADE",
        "DROP OWNED BY somebody", "DROP DATABASE d"}) {
    CHECK_MESSAGE(one(sql) == "statement 1 can do anything: nothing but reading it tells?", sql);
  }
}

TEST_CASE("losses: what takes nothing away") {
  for (const char* sql :
       {"CREATE TABLE t (a int)", "INSERT INTO t VALUES (1)", "SELECT 1", "DROP VIEW v CASCADE",
        "DROP INDEX i", "DROP TYPE mood", "DROP FUNCTION f()", "DROP POLICY p ON t",
        "DROP MATERIALIZED VIEW m", "DROP FOREIGN TABLE f", "COMMENT ON TABLE t IS 'drop table t'",
        "WITH a AS (SELECT 1) SELECT * FROM a"}) {
    CHECK_MESSAGE(one(sql).empty(), sql);
  }
}

TEST_CASE("losses: each is of its statement") {
  CHECK(words({"SELECT 1; DROP TABLE a;", "DELETE FROM b"}) ==
        "1 table a goes with all its rows\n2 rows of b\n");
}

}  // namespace
}  // namespace sluice::run
