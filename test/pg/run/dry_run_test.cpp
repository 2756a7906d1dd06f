// A dry run leaves every catalog as it was, and is refused by the server if it tries otherwise.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "run/migrate.hpp"
#include "run/sql_text.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"

namespace sluice::run {
namespace {

// All rows of all catalogs, statistics and what sessions do aside.
std::string all_catalogs(pg::connection& connection) {
  const auto names = connection.execute(
      "select relname from pg_class where relnamespace = 'pg_catalog'::regnamespace and relkind = "
      "'r' and relname !~ '^pg_(statistic|stat_|authid|shdepend|database)' order by 1");
  std::string out;
  for (int i = 0; i < names[0].rows(); ++i) {
    const std::string name(names[0].text(i, 0));
    const auto hash = connection.execute(
        concat("select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "
               "pg_catalog.",
               name, " t"));
    out += concat(name, " ", hash[0].text(0, 0), "\n");
  }
  return out;
}

TEST_CASE("dry run: every catalog is as before, with a ledger and without") {
  const test::database database;
  test::project_folder project;
  project.add("0000_a", 1, "CREATE TABLE a (id int);");
  pg::connection looking = database.connect();
  for (const bool has_ledger : {false, true}) {
    if (has_ledger) {
      pg::connection connection = database.connect();
      migrate(connection, migrations::folder::open(project.path()));
      project.add("0001_b", 2, "CREATE INDEX CONCURRENTLY b ON a (id);");
    }
    const std::string before = all_catalogs(looking);
    std::string sql;
    options how;
    how.dry_run = true;
    how.before = [&](const prospect& now) {
      for (const migration& one : now.pending) sql += sql_of(one, how.ledger);
    };
    pg::connection connection = database.connect();
    const report found = migrate(connection, migrations::folder::open(project.path()), how);
    CHECK(found.applied.empty());
    CHECK(found.already == (has_ledger ? 1 : 0));
    CHECK(sql.find(has_ledger ? "CONCURRENTLY" : "CREATE TABLE a") != std::string::npos);
    CHECK(all_catalogs(looking) == before);
    CHECK_THROWS_AS(connection.execute("create table b (id int)"), error);
  }
}

TEST_CASE("dry run: it refuses what migrate would refuse") {
  const test::database database;
  test::project_folder project;
  project.add("0000_a", 1, "CREATE TABLE a (id int);");
  pg::connection connection = database.connect();
  migrate(connection, migrations::folder::open(project.path()));
  project.write("0000_a", "CREATE TABLE a (id bigint);");
  project.add("0001_b", 2, "SELECT 1;");
  options how;
  how.dry_run = true;
  try {
    migrate(connection, migrations::folder::open(project.path()), how);
    FAIL("it went on");
  } catch (const error& refused) {
    CHECK(refused.code == "LEDGER.EDITED");
  }
}

TEST_CASE("dry run: a migration that is half applied is shown from where it goes on") {
  const test::database database;
  test::project_folder project;
  project.add("0000_a", 1, "CREATE TABLE a (id int);");
  pg::connection connection = database.connect();
  migrate(connection, migrations::folder::open(project.path()));
  project.add("0001_b", 2,
              "-- sluice:tx none\nINSERT INTO a VALUES (1);\n--> statement-breakpoint\nINSERT INTO "
              "a VALUES ('x');");
  CHECK_THROWS_AS(migrate(connection, migrations::folder::open(project.path())), error);
  std::string sql;
  options how;
  how.dry_run = true;
  how.before = [&](const prospect& now) { sql = sql_of(now.pending.front(), how.ledger); };
  migrate(connection, migrations::folder::open(project.path()), how);
  CHECK(sql.starts_with("-- 0001_b: from statement 2\n"));
  CHECK(sql.find("VALUES (1)") == std::string::npos);
}

TEST_CASE("dry run: a comment at a statement's end doesn't swallow its semicolon") {
  migrations::migration_file file{.hash = "h", .statements = {"SELECT 1 -- one"}, .lines = {1}};
  migration one{"0000_a", 1, "h", "0000_a.sql", {}};
  one.content = make_script(std::move(file), "0000_a");
  CHECK(sql_of(one, {}).find("one;") == std::string::npos);
}

}  // namespace
}  // namespace sluice::run
