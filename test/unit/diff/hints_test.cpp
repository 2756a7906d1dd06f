#include "diff/hints.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using sluice::diff::answers;
using sluice::diff::entity;
using sluice::diff::entity_name;
using sluice::diff::hints_that_answer;
using sluice::diff::missing_hints_json;
using sluice::diff::parse_hints;
using sluice::diff::question;

TEST_CASE("hints are answers") {
  const answers given = parse_hints(R"([
    {"type": "rename", "kind": "column", "from": ["public", "users", "a"], "to": ["public", "users", "b"]},
    {"type": "create", "kind": "table", "entity": ["app", "t"]},
    {"type": "rename", "kind": "schema", "from": ["old"], "to": ["new"]},
    {"type": "create", "kind": "index", "entity": ["public", "users", "i"]},
    {"type": "confirm_data_loss", "kind": "table", "entity": ["public", "users"]}
  ])",
                                    "--hints");
  REQUIRE(given.renames.size() == 2);
  CHECK(given.renames[0].kind == entity::column);
  CHECK(given.renames[0].from == entity_name{.schema = "public", .table = "users", .name = "a"});
  CHECK(given.renames[0].to == entity_name{.schema = "public", .table = "users", .name = "b"});
  CHECK(given.renames[1].from == entity_name{.name = "old"});
  REQUIRE(given.created.size() == 2);
  CHECK(given.created[0].second == entity_name{.schema = "app", .name = "t"});
  CHECK(given.created[1].first == entity::index);
  CHECK_FALSE(given.refuse_all);
}

TEST_CASE("constraints, indexes and values have hints under drizzle-kit's names for them") {
  const answers given = parse_hints(R"([
    {"type": "rename", "kind": "foreign key", "from": ["public", "t", "a"], "to": ["public", "t", "b"]},
    {"type": "rename", "kind": "primary_key", "from": ["public", "t", "a"], "to": ["public", "t", "b"]},
    {"type": "rename", "kind": "unique", "from": ["public", "t", "a"], "to": ["public", "t", "b"]},
    {"type": "rename", "kind": "check", "from": ["public", "t", "a"], "to": ["public", "t", "b"]},
    {"type": "rename", "kind": "enum_value", "from": ["public", "mood", "a"], "to": ["public", "mood", "b"]},
    {"type": "create", "kind": "default", "entity": ["public", "t", "a"]}
  ])",
                                    "--hints");
  REQUIRE(given.renames.size() == 5);
  CHECK(given.renames[0].kind == entity::foreign_key);
  CHECK(given.renames[4].kind == entity::enum_value);
  CHECK(given.renames[4].from == entity_name{.schema = "public", .table = "mood", .name = "a"});
  CHECK(given.created.empty());
}

TEST_CASE("what is no hint says which and why") {
  const auto message = [](const char* json) {
    try {
      parse_hints(json, "--hints");
    } catch (const sluice::error& wrong) {
      CHECK(wrong.kind == sluice::failure::usage);
      return std::string(wrong.what());
    }
    return std::string("nothing");
  };
  CHECK(message("{}") == "--hints is no JSON array");
  CHECK(message("[1]") == "hint 1 of --hints is no object");
  CHECK(message(R"([{"type": "drop"}])") ==
        "hint 1 of --hints needs \"type\", which is rename, create or using");
  CHECK(message(R"([{"type": "create", "kind": "table", "entity": ["t"]}])") ==
        "hint 1 of --hints needs \"entity\", an array of 2 names");
  CHECK(message(R"([{"type": "rename", "kind": "role", "from": ["a"], "to": [1]}])") ==
        "hint 1 of --hints has no text in \"to\"");
  CHECK(message(R"([{"type": "create", "kind": "colum", "entity": ["a", "b", "c"]}])") ==
        "hint 1 of --hints has the unknown kind \"colum\"");
}

TEST_CASE("a question can be answered by what is printed for it") {
  const question open{.kind = entity::column,
                      .to = {.schema = "public", .table = "users", .name = "b"},
                      .candidates = {{.schema = "public", .table = "users", .name = "a"}}};
  const auto lines = hints_that_answer(open);
  REQUIRE(lines.size() == 2);
  CHECK(parse_hints("[" + lines[0] + "]", "--hints").created.at(0).second == open.to);
  const sluice::diff::rename renamed = parse_hints("[" + lines[1] + "]", "--hints").renames.at(0);
  CHECK(renamed.from == open.candidates[0]);
  CHECK(renamed.to == open.to);
  CHECK(missing_hints_json({open}, 1) == R"({
  "schemaVersion": 1,
  "status": "missing_hints",
  "unresolved": [
    {
      "type": "rename_or_create",
      "kind": "column",
      "entity": [
        "public",
        "users",
        "b"
      ],
      "candidates": [
        [
          "public",
          "users",
          "a"
        ]
      ]
    }
  ]
}
)");
}
