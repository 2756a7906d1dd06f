#include <doctest/doctest.h>
#include <filesystem>
#include <random>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"
#include "everything.hpp"
#include "snapshot/javascript_value.hpp"

namespace sluice::snapshot {
namespace {

const std::string golden = SLUICE_SOURCE_DIR "/test/unit/snapshot/golden/";

// What reading `json` ends in.
error failure_of(std::string_view json) {
  try {
    read(json, "meta/0003_snapshot.json");
  } catch (const error& e) {
    return e;
  }
  FAIL("no error");
  throw;
}

std::string snapshot_with(const std::string& tables, const std::string& version = "\"7\"",
                          const std::string& dialect = "\"postgresql\"") {
  return concat("{\n  \"version\": ", version, ",\n  \"dialect\": ", dialect,
                ",\n  \"id\": \"a\",\n  \"prevId\": \"b\",\n  \"tables\": ", tables,
                ",\n  \"enums\": {},\n  \"schemas\": {}\n}");
}

std::string table_with(const std::string& columns) {
  return concat(R"({"public.t": {"name": "t", "schema": "", "columns": )", columns,
                R"(, "indexes": {}, "foreignKeys": {}, "compositePrimaryKeys": {}}})");
}

}  // namespace

TEST_CASE("snapshot: everything is read") {
  const document snapshot = read(read_file(golden + "everything.json"), "everything.json");
  CHECK(snapshot.id == "11111111-1111-4111-8111-111111111111");
  CHECK(snapshot.prev_id == origin_id);
  CHECK(snapshot.database == everything());
  // The other order of keys is read as well.
  const document again = read(read_file(golden + "everything.custom.json"), "custom");
  CHECK(again.prev_id == snapshot.id);
  CHECK(again.database.tables == everything().tables);
}

TEST_CASE("snapshot: read and written again, drizzle-kit's bytes are the same") {
  const std::string bytes = read_file(golden + "everything.json");
  CHECK(write(read(bytes, "everything.json")) == bytes);
  const std::filesystem::path cases =
      std::filesystem::path(SLUICE_SOURCE_DIR) / "../shared/cases/drizzle-kit-generate.json";
  if (!std::filesystem::exists(cases)) {
    MESSAGE("skipped: no ", cases.string());
    return;
  }
  const rapidjson::Document all = parse_json(read_file(cases), cases.string());
  int count = 0;
  for (const rapidjson::Value& one : all.GetArray()) {
    for (const char* side : {"before", "after"}) {
      if (member(one[side], "error") != nullptr) continue;  // drizzle-kit refuses this schema
      json_writer whole;
      write_value(whole, one[side]);
      const std::string text = whole.take();
      const std::string written = write(read(text, side));
      // These were taken before drizzle-kit empties _meta, which stands last.
      CHECK_MESSAGE(
          written.substr(0, written.find("\"_meta\"")) == text.substr(0, text.find("\"_meta\"")),
          view(one["name"]));
      ++count;
    }
  }
  CHECK(count == 547);
}

TEST_CASE("snapshot: formatters, byte order marks and line ends change nothing") {
  const std::string bytes = read_file(golden + "everything.json");
  const rapidjson::Document parsed = parse_json(bytes, "everything.json");
  CHECK(read(compact_text(parsed), "compact").database == everything());
  CHECK(read(concat("\xEF\xBB\xBF", replace_all(bytes, "\n", "\r\n"), "\r\n"), "dos").database ==
        everything());
}

TEST_CASE("snapshot: an early version 7 lacks keys, and has others") {
  const document snapshot =
      read(snapshot_with(table_with(R"({"id": {"name": "id", "type": "text", "primaryKey": true,
        "notNull": true, "isUnique": true, "uniqueName": null, "nullsNotDistinct": false}})")),
           "early");
  REQUIRE(snapshot.database.tables.size() == 1);
  const model::table& table = snapshot.database.tables[0];
  CHECK(table.columns.size() == 1);
  CHECK(table.policies.empty());
  CHECK_FALSE(table.is_rls_enabled);
  CHECK(snapshot.database.views.empty());
}

TEST_CASE("snapshot: version 5") {
  const document snapshot = read(R"({
    "version": "5", "dialect": "pg", "id": "a", "prevId": "b",
    "tables": {"t": {"name": "t", "schema": "",
      "columns": {"id": {"name": "id", "type": "mood[]", "primaryKey": false, "notNull": false}},
      "indexes": {"i": {"name": "i", "columns": ["id", "x"], "isUnique": true,
                        "with": {"fillfactor": "70"}}},
      "foreignKeys": {}, "compositePrimaryKeys": {"p": {"name": "p", "columns": ["id"]}}}},
    "enums": {"mood": {"name": "mood", "values": {"sad": "sad", "10": "10", "9": "9"}}},
    "schemas": {"shop": "shop"}, "_meta": {"schemas": {}, "tables": {}, "columns": {}}})",
                                 "five");
  const model::database& database = snapshot.database;
  CHECK(database.enums == std::vector<model::enum_type>{{"mood", "public", {"9", "10", "sad"}}});
  CHECK(database.schemas == std::vector<std::string>{"shop"});
  REQUIRE(database.tables.size() == 1);
  CHECK(database.tables[0].columns[0].type_schema == "public");
  const model::index expected{
      .name = "i",
      .columns = {{.expression = "id", .nulls = "last"}, {.expression = "x", .nulls = "last"}},
      .is_unique = true,
      .with = {{"fillfactor", "\"70\""}}};
  CHECK(database.tables[0].indexes == std::vector<model::index>{expected});
  CHECK(database.tables[0].primary_keys[0].name == "p");
}

TEST_CASE("snapshot: defaults of every kind are kept as JavaScript prints them") {
  const auto text = [](const std::string& json) {
    const document snapshot =
        read(snapshot_with(table_with(
                 concat(R"({"c": {"name": "c", "type": "t", "primaryKey": false, "notNull": false,
                  "default": )",
                        json, "}}"))),
             "defaults");
    return snapshot.database.tables[0].columns[0].default_;
  };
  CHECK(text("1.0") == json_default("1"));
  CHECK(text("1e21") == json_default("1e+21"));
  CHECK(text("9223372036854775807") == json_default("9223372036854775807"));
  CHECK(text("null") == json_default("null"));
  CHECK(text("false") == json_default("false"));
  CHECK(text("\"1.0\"") == sql_default("1.0"));
  CHECK(text(R"({ "b": [1.50, "x\u00e9"], "1": {} })") ==
        json_default("{\"1\":{},\"b\":[1.5,\"x\u00e9\"]}"));
}

TEST_CASE("snapshot: damage is named with file, line and column") {
  error e = failure_of("{\n  \"version\": \"7\",\n  \"tables\": {");
  CHECK(e.code == "SNAPSHOT.DAMAGED");
  CHECK(e.kind == failure::config);
  CHECK(e.where.text() == "meta/0003_snapshot.json:3:14");
  CHECK(failure_of("").code == "SNAPSHOT.DAMAGED");
  CHECK(failure_of("").hint.find("git checkout -- meta/0003_snapshot.json") != std::string::npos);

  e = failure_of(snapshot_with("[]"));
  CHECK(e.code == "SNAPSHOT.DAMAGED");
  CHECK(e.where.line == 6);
  CHECK(e.where.column == 13);
  CHECK(e.detail == "tables: expected an object, found an array");

  e = failure_of(snapshot_with(table_with("{\"id\": {\"name\": \"id\",\n \"type\":\n   7}}")));
  CHECK(e.where.line == 8);
  CHECK(e.where.column == 4);
  CHECK(e.detail == "tables > public.t > columns > id > type: expected a string, found a number");

  e = failure_of(snapshot_with(table_with("{\n\"id\": {\"name\": \"id\"}}")));
  CHECK(e.where.line == 7);
  CHECK(e.where.column == 7);
  CHECK(e.detail == "tables > public.t > columns > id: the key \"type\" is missing");

  e = failure_of(R"({"version": "7", "tables": {}, "id": "a", "prevId": "b",
    "enums": {"public.e": {"name": "e", "schema": "public", "values": ["a",
      3]}}})");
  CHECK(e.where.line == 3);
  CHECK(e.where.column == 7);
  CHECK(e.detail == "enums > public.e > values > [1]: expected a string, found a number");

  e = failure_of("{\n<<<<<<< HEAD\n  \"id\": \"a\"\n=======\n");
  CHECK(e.code == "SNAPSHOT.DAMAGED");
  CHECK(std::string(e.what()).find("unresolved merge") != std::string::npos);
}

TEST_CASE("snapshot: what is none is told from what is damaged") {
  CHECK(failure_of("[]").code == "SNAPSHOT.FOREIGN");
  CHECK(failure_of("{}").code == "SNAPSHOT.FOREIGN");
  CHECK(failure_of(R"({"version": "7", "entries": []})").code == "SNAPSHOT.FOREIGN");
  CHECK(failure_of(snapshot_with("{}", "\"5\"", "\"mysql\"")).detail == "its dialect is mysql");
  CHECK(failure_of(snapshot_with("{}", "\"8\"")).code == "SNAPSHOT.NEWER");
  CHECK(failure_of(snapshot_with("{}", "\"4\"", "\"pg\"")).code == "SNAPSHOT.OLDER");
  CHECK(failure_of(snapshot_with("{}", "\"x\"")).code == "SNAPSHOT.DAMAGED");
  CHECK(read(snapshot_with("{}", "7", "null"), "untidy").id == "a");
}

TEST_CASE("snapshot: deep nesting is refused, not followed") {
  const std::string deep = concat(std::string(100000, '['), std::string(100000, ']'));
  const error e = failure_of(snapshot_with(table_with(concat(
      R"({"c": {"name": "c", "type": "t", "primaryKey": false, "notNull": false, "default":)", deep,
      "}}"))));
  CHECK(e.code == "SNAPSHOT.DAMAGED");
  CHECK(failure_of(deep).code == "SNAPSHOT.FOREIGN");
}

TEST_CASE("snapshot: cut off or with bytes changed, it is read or refused") {
  const std::string bytes = read_file(golden + "everything.json");
  std::mt19937 random(7);
  const auto attempt = [](const std::string& text) {
    try {
      write(read(text, "mutated"));
    } catch (const error& e) {
      CHECK(e.code.starts_with("SNAPSHOT."));
      CHECK_FALSE(e.hint.empty());
    }
  };
  for (std::size_t length = 0; length < bytes.size(); length += 37) {
    attempt(bytes.substr(0, length));
  }
  for (int round = 0; round < 1500; ++round) {
    std::string text = bytes;
    const int changes = 1 + static_cast<int>(random() % 3);
    for (int i = 0; i < changes; ++i) {
      constexpr std::string_view likely = "{}[]\":, 0tn\\-e";
      text[random() % text.size()] =
          random() % 2 == 0 ? likely[random() % likely.size()] : static_cast<char>(random() % 256);
    }
    attempt(text);
  }
}

}  // namespace sluice::snapshot
