#include "snapshot/examine.hpp"

#include <doctest/doctest.h>

#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::snapshot {
namespace {

std::string everything() {
  return read_file(SLUICE_SOURCE_DIR "/test/unit/snapshot/golden/everything.json");
}

std::string damage_of(const std::string& json) {
  const examined found = examiner().examine(json);
  return found.damage ? concat(std::to_string(found.damage->line), ": ", found.damage->what) : "";
}

std::string with_tables(const std::string& tables) {
  return concat(R"({"id":"a","prevId":"b","version":"7","dialect":"postgresql","tables":)", tables,
                R"(,"enums":{},"schemas":{},"_meta":{"schemas":{},"tables":{},"columns":{}}})");
}

constexpr const char* table = R"({
"name":"t","schema":"","columns":{
"id":{"name":"id","type":"integer","primaryKey":true,"notNull":true}},
"indexes":{},"foreignKeys":{},"compositePrimaryKeys":{}})";

}  // namespace

TEST_CASE("examine: the head, and nothing wrong with what drizzle-kit wrote") {
  const examined found = examiner().examine(everything());
  CHECK(found.id == "11111111-1111-4111-8111-111111111111");
  CHECK(found.prev_id == "00000000-0000-0000-0000-000000000000");
  CHECK(found.version == "7");
  CHECK_FALSE(found.damage);
  CHECK(damage_of(with_tables("{}")).empty());
  CHECK(damage_of(with_tables(concat("{\"public.t\":", table, "}"))).empty());
}

TEST_CASE("examine: what is wrong, and its line") {
  const std::string whole = with_tables(concat("{\"public.t\":", table, "}"));
  struct row {
    const char* from;
    const char* to;
    const char* damage;
  };
  for (const row& one : std::vector<row>{
           {R"("name":"id")", R"("name":1)", "3: \"name\": expected a string, found a number"},
           {R"("primaryKey":true)", R"("primaryKey":null)",
            "3: \"primaryKey\": expected true or false, found null"},
           {R"(,"notNull":true)", "", "3: expected the key \"notNull\""},
           {R"("indexes":{})", R"("indexes":[])",
            "4: \"indexes\": expected an object, found an array"},
           {R"("schema":"")", R"("unheardOf":"")", "2: the key \"unheardOf\" is not known"},
           {R"("dialect":"postgresql")", R"("dialect":"mysql")",
            "1: \"dialect\": expected \"postgresql\", found \"mysql\""},
           {R"("enums":{},)", "", "1: expected the key \"enums\""},
           {R"("foreignKeys":{},)", "<<<<<<< HEAD\n", "4: Missing a name for object member."},
       }) {
    CAPTURE(one.from);
    const std::string damaged = replace_all(whole, one.from, one.to);
    REQUIRE(damaged != whole);
    CHECK(damage_of(damaged) == one.damage);
  }
  CHECK(damage_of(whole + "}") == "4: expected the end of the file");
  CHECK(damage_of(whole.substr(0, whole.size() - 1)) == "4: expected \",\"");
  CHECK(damage_of("[]") == "1: expected \"{\"");
  CHECK(damage_of("") == "1: expected \"{\"");
  CHECK(damage_of(std::string(100000, '[')) == "1: expected \"{\"");
  CHECK_FALSE(damage_of(with_tables(std::string(100000, '['))).empty());
}

TEST_CASE("examine: of an unknown version only the head is known") {
  const examined found =
      examiner().examine(R"({"anything": [1], "prevId": "b", "version": "8", "id": "a"})");
  CHECK(found.version == "8");
  CHECK(found.id == "a");
  CHECK(found.prev_id == "b");
  CHECK_FALSE(found.damage);
  CHECK_FALSE(examiner().examine("{}").damage);
}

TEST_CASE("examine: a table is passed over only where all of it is the same") {
  const std::string two =
      concat("{\"public.t\":", table, ", \"public.u\":", replace_all(table, "\"t\"", "\"u\""), "}");
  const std::string first = with_tables(two);
  examiner one_after_the_other;
  CHECK_FALSE(one_after_the_other.examine(first).damage);
  CHECK_FALSE(one_after_the_other.examine(first).damage);
  // Each byte of the text in turn becomes another: the same is found as by a fresh look.
  for (std::size_t i = 0; i < first.size(); ++i) {
    for (const char other : {'}', 'x', '"', ' '}) {
      std::string changed = first;
      changed[i] = other;
      examiner after;
      after.examine(first);
      const examined here = after.examine(changed);
      const examined fresh = examiner().examine(changed);
      CAPTURE(changed);
      REQUIRE(here.damage.has_value() == fresh.damage.has_value());
      if (fresh.damage) {
        REQUIRE(here.damage->what == fresh.damage->what);
        REQUIRE(here.damage->line == fresh.damage->line);
      }
    }
  }
  // After a damaged one the last whole one counts.
  CHECK(one_after_the_other.examine(first.substr(0, 300)).damage);
  CHECK_FALSE(one_after_the_other.examine(first).damage);
  // Another version has other shapes.
  std::string sixth = replace_all(first, "\"version\":\"7\"", "\"version\":\"6\"");
  const std::string index = R"("indexes":{"i":{"name":"i","columns":["id"],"isUnique":false}})";
  sixth = replace_all(sixth, "\"indexes\":{}", index);
  CHECK_FALSE(one_after_the_other.examine(sixth).damage);
  CHECK(one_after_the_other.examine(replace_all(sixth, "\"version\":\"6\"", "\"version\":\"7\""))
            .damage);
}

}  // namespace sluice::snapshot
