#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "everything.hpp"

namespace sluice::snapshot {
namespace {

const std::string golden = SLUICE_SOURCE_DIR "/test/unit/snapshot/golden/";

}  // namespace

TEST_CASE("snapshot: a custom migration repeats the snapshot before in drizzle-kit's bytes") {
  const std::string id = "22222222-2222-4222-8222-222222222222";
  const std::string before = read_file(golden + "everything.json");
  const std::string after = read_file(golden + "everything.custom.json");
  CHECK(repeat(before, "everything.json", id) == after);
  // Once more, nothing but the ids changes.
  const std::string again = repeat(after, "everything.custom.json", "3");
  CHECK(again.substr(again.find("\"version\"")) == after.substr(after.find("\"version\"")));
}

TEST_CASE("snapshot: a custom migration comes first") {
  CHECK(repeat(std::nullopt, "", "1") == R"({
  "id": "1",
  "prevId": "00000000-0000-0000-0000-000000000000",
  "version": "7",
  "dialect": "postgresql",
  "tables": {},
  "enums": {},
  "schemas": {},
  "views": {},
  "sequences": {},
  "roles": {},
  "policies": {},
  "_meta": {
    "columns": {},
    "schemas": {},
    "tables": {}
  }
})");
}

TEST_CASE("snapshot: a custom migration after an older version is of version 7") {
  const document read_back = read(
      repeat(R"({"version": "6", "dialect": "postgresql", "id": "a", "prevId": "b", "schemas": {},
        "tables": {"public.t": {"name": "t", "schema": "", "columns": {},
          "indexes": {"i": {"name": "i", "columns": ["x"], "isUnique": false}},
          "foreignKeys": {}, "compositePrimaryKeys": {}}},
        "enums": {"public.e": {"name": "e", "schema": "public", "values": ["a"]}}})",
             "six", "c"),
      "seven");
  CHECK(read_back.prev_id == "a");
  CHECK(read_back.database.tables[0].indexes[0].columns[0].expression == "x");
  CHECK(read_back.database.enums[0].values.size() == 1);
}

TEST_CASE("snapshot: a damaged one is not repeated") {
  CHECK_THROWS_AS(repeat("{}", "meta/0000_snapshot.json", "1"), error);
  CHECK_THROWS_AS(repeat("", "meta/0000_snapshot.json", "1"), error);
}

TEST_CASE("snapshot: ids are random UUIDs") {
  const std::string id = new_id();
  CHECK(id.size() == 36);
  CHECK(id[14] == '4');
  CHECK((id[19] == '8' || id[19] == '9' || id[19] == 'a' || id[19] == 'b'));
  CHECK(id != new_id());
}

}  // namespace sluice::snapshot
