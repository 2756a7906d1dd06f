// One ledger for both: what sluice applied, drizzle-orm's migrator has nothing to do with, and the
// reverse.
#include "support/drizzle.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "run/migrate.hpp"
#include "run/status.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

struct both {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();

  void add(int number) {
    const std::string n = std::to_string(number);
    project.add(concat("000", n, "_step"), 1'700'000'000'000 + number,
                concat("CREATE TABLE \"t", n, "\" (\n\t\"id\" serial PRIMARY KEY NOT NULL\n);\n",
                       "--> statement-breakpoint\nCREATE INDEX \"i", n, "\" ON \"t", n,
                       "\" USING btree (\"id\");"));
  }
  std::size_t with_sluice() {
    return migrate(connection, folder::open(project.path())).applied.size();
  }
  void with_drizzle() { test::drizzle_orm_migrate(database.url(), project.path()); }
  std::string ledger_rows() { return test::ledger_rows(connection); }
};

TEST_CASE("drizzle-orm has nothing to do after sluice") {
  both at;
  at.add(0);
  at.add(1);
  CHECK(at.with_sluice() == 2);
  const std::string rows = at.ledger_rows();
  at.with_drizzle();  // a second CREATE TABLE would fail
  CHECK(at.ledger_rows() == rows);
}

TEST_CASE("sluice has nothing to do after drizzle-orm, and the rows are the same") {
  both at;
  at.add(0);
  at.add(1);
  at.with_drizzle();
  CHECK(at.with_sluice() == 0);
  both other;
  other.add(0);
  other.add(1);
  other.with_sluice();
  CHECK(other.ledger_rows() == at.ledger_rows());
  CHECK(status(at.connection, folder::open(at.project.path())).count(standing::applied) == 2);
}

TEST_CASE("drizzle-kit migrate and sluice have nothing to do after each other") {
  both at;
  at.add(0);
  CHECK(at.with_sluice() == 1);
  at.add(1);
  test::drizzle_kit_migrate(at.database.url(), at.project.path());
  const std::string rows = at.ledger_rows();
  CHECK(std::count(rows.begin(), rows.end(), '\n') == 1);
  CHECK(at.with_sluice() == 0);
  test::drizzle_kit_migrate(at.database.url(), at.project.path());
  CHECK(at.ledger_rows() == rows);
}

TEST_CASE("they take turns") {
  both at;
  at.add(0);
  at.with_drizzle();
  at.add(1);
  CHECK(at.with_sluice() == 1);
  at.add(2);
  at.with_drizzle();
  at.add(3);
  CHECK(at.with_sluice() == 1);
  CHECK(status(at.connection, folder::open(at.project.path())).count(standing::applied) == 4);
}

TEST_CASE("a migration that drizzle-orm passes over in silence") {
  both at;
  at.add(0);
  at.add(3);
  at.with_drizzle();
  at.project.insert(1, "0001_branch", 1'700'000'000'001, "CREATE TABLE branch (id int);");
  at.with_drizzle();
  const auto branch = [&] {
    return std::string(at.connection.execute("select to_regclass('branch')")[0].text(0, 0));
  };
  CHECK(branch().empty());
  CHECK(at.with_sluice() == 1);
  CHECK(branch() == "branch");
  at.with_drizzle();
}

}  // namespace
}  // namespace sluice::run
