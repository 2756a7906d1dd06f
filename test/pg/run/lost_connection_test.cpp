// Through a proxy: the connection is cut between the server's COMMIT and its answer: the ledger
// knows what came of it.
#include <doctest/doctest.h>
#include <string>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"
#include "support/proxy.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

struct cut_at {
  test::database database;
  test::project_folder project;
  test::proxy proxy;

  explicit cut_at(std::string word)
      : proxy(concat(database.target().get("host"), "/.s.PGSQL.5432"),
              {.cut_at = std::move(word)}) {}
  pg::connection connect() const {
    pg::connection_target target = database.target();
    target.set("host", proxy.folder());
    return pg::connection(target);
  }
  std::string ask(std::string_view sql) const {
    pg::connection connection = database.connect();
    return std::string(connection.execute(sql).at(0).text(0, 0));
  }
};

TEST_CASE("lost connection: after COMMIT the run goes on") {
  cut_at at("UNIQUE_WORD");
  at.project.add("0000_a", 1, "CREATE TABLE a (id int); -- \nSELECT 'UNIQUE_WORD';");
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  pg::connection connection = at.connect();
  std::vector<std::string> said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  const report done = migrate(connection, folder::open(at.project.path()), {}, watch);
  CHECK(at.proxy.has_cut());
  CHECK(done.applied.size() == 2);
  CHECK(said == std::vector<std::string>{"MIGRATE.RECONNECTED"});
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "2");
}

TEST_CASE("lost connection: where the migration failed, the ledger does not have it") {
  cut_at at("UNIQUE_WORD");
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);SELECT no_such_column, 'UNIQUE_WORD';");
  pg::connection connection = at.connect();
  try {
    migrate(connection, folder::open(at.project.path()));
    FAIL("it went through");
  } catch (const error& failed) {
    CHECK(failed.code == "MIGRATE.CONNECTION_LOST");
    CHECK(failed.kind == failure::connect);
    CHECK(failed.detail.find("Nothing of 0000_a is applied.") != std::string::npos);
  }
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "0");
  CHECK(at.ask("select to_regclass('a')").empty());
}

}  // namespace
}  // namespace sluice::run
