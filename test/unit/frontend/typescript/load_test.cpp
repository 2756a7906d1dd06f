// Schemas as models, where drizzle-kit is no oracle: it crashes, or its SQL does. Everything that
// it writes correctly is compared with it in test/differential/snapshot.
#include <doctest/doctest.h>

#include "unit/frontend/typescript/project.hpp"

using sluice::frontend::typescript::casing;
using sluice::frontend::typescript::loaded;
using sluice::model::default_value;
using sluice::test::schema_project;

namespace {

constexpr std::string_view imports =
    "import { sql } from 'drizzle-orm';\n"
    "import { bigint, integer, jsonb, pgEnum, pgSchema, pgTable, pgView, text } from "
    "'drizzle-orm/pg-core';\n";

// The defaults of a table's columns, in order.
std::vector<default_value> defaults(std::string_view columns) {
  const loaded read = schema_project(std::string(imports) + "export const t = pgTable('t', {" +
                                     std::string(columns) + "});")
                          .load();
  CHECK(read.remarks.empty());
  std::vector<default_value> all;
  for (const auto& column : read.database.tables.at(0).columns) {
    all.push_back(column.default_.value_or(default_value{default_value::form::json, "none"}));
  }
  return all;
}

}  // namespace

TEST_CASE("a bigint literal is its decimal digits") {
  const auto all = defaults("a: bigint({ mode: 'bigint' }).default(9007199254740993n)");
  CHECK(all.at(0).kind == default_value::form::json);
  CHECK(all.at(0).text == "9007199254740993");
}

TEST_CASE("quotes in JSON and array defaults are escaped") {
  const auto all = defaults(
      R"(a: jsonb().default({ a: "it's" }), b: text().array().default(["it's", 'a"b', 'c\\d', null as any]),
         c: jsonb().array().default([{ a: 'x"y' }]))");
  CHECK(all.at(0).text == R"('{"a":"it''s"}'::jsonb)");
  CHECK(all.at(1).text == R"('{"it''s","a\"b","c\\d",NULL}')");
  CHECK(all.at(2).text == R"('{"{\"a\":\"x\\\"y\"}"}')");
}

TEST_CASE("a function as default is no default") {
  CHECK(defaults("a: text().default((() => 1) as any)").at(0).text == "none");
}

TEST_CASE("only the schemas that are wanted") {
  const loaded read =
      schema_project(std::string(imports) +
                     "export const s = pgSchema('s');\nexport const r = pgSchema('r');\n"
                     "export const a = pgTable('a', { x: text() });\n"
                     "export const b = s.table('b', { x: text() });\n"
                     "export const c = r.table('c', { x: text() });\n")
          .load(casing::none, {"schema.ts"}, {"s"});
  REQUIRE(read.database.tables.size() == 1);
  CHECK(read.database.tables[0].name == "b");
  CHECK(read.database.schemas == std::vector<std::string>{"s"});
}

TEST_CASE("exports that are no part of a schema are passed over") {
  const loaded read =
      schema_project(std::string(imports) +
                     "export const nothing = null;\nexport const unset = undefined;\n"
                     "export const bare = Object.create(null);\n"
                     "export class Thing {}\nexport const thing = new Thing();\n"
                     "export default function () {}\n"
                     "export const loop: any = {}; loop.loop = loop;\n")
          .load();
  CHECK(read.database == sluice::model::database{});
  CHECK(read.remarks.empty());
}
