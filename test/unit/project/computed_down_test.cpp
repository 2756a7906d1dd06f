#include "project/computed_down.hpp"

#include <doctest/doctest.h>

#include "base/file.hpp"
#include "base/text.hpp"
#include "snapshot/snapshot.hpp"
#include "support/project_folder.hpp"
#include "support/schema.hpp"

namespace sluice::project {
namespace {

using model::database;
using test::column;
using test::key_column;
using test::table;

constexpr const char* first_id = "11111111-1111-4111-8111-111111111111";
constexpr const char* second_id = "22222222-2222-4222-8222-222222222222";

struct two_steps {
  test::project_folder on_disk;

  void snapshot(const std::string& number, std::string id, std::string previous,
                database of) const {
    const snapshot::document one{std::move(id), std::move(previous), std::move(of)};
    write_file_atomically(on_disk.path() / "meta" / concat(number, "_snapshot.json"),
                          snapshot::write(one));
  }
  computed_down down(std::size_t which) const {
    const migrations::folder all = migrations::folder::open(on_disk.path());
    return compute_down(all, all.entries().at(which));
  }
  // The second migration's SQL leads from the one schema to the other.
  computed_down between(const database& before, const database& after, std::string_view sql) {
    on_disk.add("0000_a", 1000, "SELECT 1;");
    on_disk.add("0001_b", 2000, sql);
    snapshot("0000", first_id, std::string(snapshot::origin_id), before);
    snapshot("0001", second_id, first_id, after);
    return down(1);
  }
};

database users(std::vector<model::column> besides) {
  besides.insert(besides.begin(), key_column("id"));
  return test::database({table("users", std::move(besides))});
}

TEST_CASE("same statements: blanks, comments, case and order don't count") {
  CHECK(same_statements({"DROP TABLE \"a\";", "DROP TABLE b"},
                        {"drop table B; -- and\n/* then */ DROP  TABLE\n\"a\""}));
  CHECK_FALSE(same_statements({"DROP TABLE \"A\""}, {"DROP TABLE a"}));
  CHECK_FALSE(same_statements({"DROP TABLE a"}, {"DROP TABLE a", "DROP TABLE a"}));
  CHECK_FALSE(same_statements({"SELECT 'A'"}, {"SELECT 'a'"}));
  CHECK(same_statements({}, {"-- nothing\n"}));
}

TEST_CASE("same statements: what early drizzle-kit wrote around them does not count") {
  CHECK(same_statements({"CREATE TABLE IF NOT EXISTS a ()"}, {"CREATE TABLE a ()"}));
  CHECK(same_statements({"DROP TABLE IF EXISTS a"}, {"DROP TABLE a"}));
  CHECK(
      same_statements({"DO $$ BEGIN\n ALTER TABLE a ADD b int;\nEXCEPTION\n WHEN duplicate_object "
                       "THEN null;\nEND $$;"},
                      {"ALTER TABLE a ADD b int"}));
  CHECK_FALSE(same_statements({"DO $$ BEGIN ALTER TABLE a ADD b int; EXCEPTION WHEN others THEN "
                               "null; END $$;"},
                              {"ALTER TABLE a ADD b int"}));
}

TEST_CASE("computed: the way back of what was generated") {
  two_steps at;
  const computed_down found = at.between(users({}), users({column("age", "integer")}),
                                         "ALTER TABLE \"users\" ADD COLUMN \"age\" integer;");
  REQUIRE(found.is_possible);
  REQUIRE(found.statements.size() == 1);
  CHECK(found.statements[0].sql == "ALTER TABLE \"users\" DROP COLUMN \"age\";");
  CHECK(found.sql.find("-- Takes 0001_b back.") == 0);
  CHECK(found.sql.find("Loses data: column age goes with its values.") != std::string::npos);
}

TEST_CASE("computed: the first migration goes back to nothing") {
  two_steps at;
  at.on_disk.add("0000_a", 1000,
                 "CREATE TABLE \"users\" (\n\t\"id\" integer PRIMARY KEY NOT NULL\n);");
  at.snapshot("0000", first_id, std::string(snapshot::origin_id), users({}));
  const computed_down found = at.down(0);
  REQUIRE(found.is_possible);
  CHECK(found.statements.at(0).sql == "DROP TABLE \"users\" CASCADE;");
}

TEST_CASE("computed: its own words say what was renamed") {
  two_steps renamed;
  const computed_down back =
      renamed.between(users({column("name", "text")}), users({column("full_name", "text")}),
                      "ALTER TABLE \"users\" RENAME COLUMN \"name\" TO \"full_name\";");
  REQUIRE(back.is_possible);
  CHECK(back.statements.at(0).sql ==
        "ALTER TABLE \"users\" RENAME COLUMN \"full_name\" TO \"name\";");

  two_steps replaced;
  const computed_down other = replaced.between(
      users({column("name", "text")}), users({column("full_name", "text")}),
      "ALTER TABLE \"users\" ADD COLUMN \"full_name\" text;--> statement-breakpoint\nALTER TABLE "
      "\"users\" DROP COLUMN \"name\";");
  REQUIRE(other.is_possible);
  CHECK(other.statements.size() == 2);
}

TEST_CASE("computed: of what was written or edited by hand nothing is guessed") {
  for (const char* sql :
       {"UPDATE \"users\" SET \"id\" = 1;", "ALTER TABLE \"users\" ADD COLUMN \"age\" bigint;",
        "ALTER TABLE \"users\" ADD COLUMN \"age\" integer;\nUPDATE \"users\" SET "
        "\"age\" = 1;",
        ""}) {
    two_steps at;
    const computed_down found = at.between(users({}), users({column("age", "integer")}), sql);
    CHECK_FALSE_MESSAGE(found.is_possible, sql);
    CHECK(found.why_not.find("written or edited by hand") != std::string::npos);
    CHECK(found.where.file.ends_with("0001_b.sql"));
  }
}

TEST_CASE("computed: snapshots that are missing, damaged or follow another one") {
  two_steps at;
  at.between(users({}), users({column("age", "integer")}),
             "ALTER TABLE \"users\" ADD COLUMN \"age\" integer;");
  const std::filesystem::path meta = at.on_disk.path() / "meta";
  at.snapshot("0000", "33333333-3333-4333-8333-333333333333", std::string(snapshot::origin_id),
              users({}));
  CHECK(at.down(1).why_not == "the snapshot that it follows is not in the folder");
  write_file_atomically(meta / "0001_snapshot.json", "{");
  CHECK(at.down(1).why_not == "0001_b has no snapshot that can be read");
  std::filesystem::remove(meta / "0001_snapshot.json");
  const computed_down none = at.down(1);
  CHECK_FALSE(none.is_possible);
  CHECK(none.why_not == "0001_b has no snapshot that can be read");
  CHECK(none.where.file.ends_with("0001_snapshot.json"));
}

TEST_CASE("computed: the SQL file is gone") {
  two_steps at;
  at.between(users({}), users({column("age", "integer")}),
             "ALTER TABLE \"users\" ADD COLUMN \"age\" integer;");
  std::filesystem::remove(at.on_disk.file("0001_b"));
  CHECK_FALSE(at.down(1).is_possible);
  CHECK(at.down(1).where.file.ends_with("0001_b.sql"));
}

}  // namespace
}  // namespace sluice::project
