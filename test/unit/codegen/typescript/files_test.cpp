#include "codegen/typescript/files.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sluice::codegen::typescript {
namespace {

bool has(const std::string& text, const std::string& part) {
  if (text.find(part) != std::string::npos) return true;
  MESSAGE(text);
  return false;
}

model::table table_of(std::vector<model::column> columns) {
  return {.name = "t", .columns = std::move(columns)};
}

std::string schema_of(model::table table, casing names = casing::camel) {
  model::database all;
  all.tables.push_back(std::move(table));
  return write_files(all, names).schema;
}

model::default_value json(std::string text) {
  return {model::default_value::form::json, std::move(text)};
}
model::default_value sql(std::string text) {
  return {model::default_value::form::sql, std::move(text)};
}

TEST_CASE("an empty database") {
  const files written = write_files({}, casing::camel);
  CHECK(written.schema ==
        "import { pgTable } from \"drizzle-orm/pg-core\"\n"
        "import { sql } from \"drizzle-orm\"\n\n\n\n\n");
  CHECK(written.relations ==
        "import { relations } from \"drizzle-orm/relations\";\nimport {  } from \"./schema\";\n\n");
}

TEST_CASE("a whole number that JavaScript can't hold is a bigint") {
  const std::string text =
      schema_of(table_of({{.name = "a", .type = "bigint", .default_ = json("9223372036854775807")},
                          {.name = "b", .type = "bigint", .default_ = json("9007199254740991")}}));
  CHECK(has(text, "a: bigint({ mode: \"bigint\" }).default(9223372036854775807n),"));
  CHECK(has(text, "b: bigint({ mode: \"number\" }).default(9007199254740991),"));
}

TEST_CASE("defaults that say themselves otherwise in TypeScript stay SQL") {
  const auto said = [](const std::string& type, const std::string& text) {
    const std::string written = schema_of(table_of({{"a", type, {}, false, false, sql(text)}}));
    const std::size_t at = written.find(".default");
    return written.substr(at, written.rfind(",\n});") - at);
  };
  CHECK(said("text", "'a'") == ".default('a')");
  CHECK(said("text", "'a' || 'b'") == ".default(sql`'a' || 'b'`)");
  CHECK(said("jsonb", R"('{"a":1,"b":[true,null,"it''s"]}'::jsonb)") ==
        R"(.default({"a":1,"b":[true,null,"it's"]}))");
  CHECK(said("jsonb", R"('{"a": 1}'::jsonb)") == R"(.default(sql`'{"a": 1}'::jsonb`))");
  CHECK(said("jsonb", R"('{"2":1,"1":2}'::jsonb)") == R"(.default(sql`'{"2":1,"1":2}'::jsonb`))");
  CHECK(said("jsonb", R"('[12345678901234567890]'::jsonb)") ==
        R"(.default(sql`'[12345678901234567890]'::jsonb`))");
  CHECK(said("jsonb", R"('[1.50]'::jsonb)") == R"(.default(sql`'[1.50]'::jsonb`))");
  CHECK(said("jsonb", R"('{"a":"1.50","b":-2}'::jsonb)") == R"(.default({"a":"1.50","b":-2}))");
  CHECK(said("jsonb", R"('{"a":1,"a":2}'::jsonb)") == R"(.default(sql`'{"a":1,"a":2}'::jsonb`))");
  CHECK(said("text[]", R"('{"a","it''s","q\"q"}')") == R"(.default(["a", "it's", "q\"q"]))");
  CHECK(said("text[]", "'{a}'") == ".default(sql`'{a}'`)");
  CHECK(said("integer[]", "'{1,2}'") == ".default([1, 2])");
  CHECK(said("integer[]", "'{01}'") == ".default(sql`'{01}'`)");
  CHECK(said("integer[][]", "'{{1},{2}}'") == ".default(sql`'{{1},{2}}'`)");
  CHECK(said("timestamp", "now()") == ".defaultNow()");
  CHECK(said("timestamp with time zone", "'2024-01-01 00:00:00+00'") ==
        ".default('2024-01-01 00:00:00+00')");
  CHECK(said("timestamp", "'infinity'") == ".default(sql`'infinity'`)");
  CHECK(said("money", "'$1.00'") == ".default(sql`'$1.00'`)");
}

TEST_CASE("policies on tables that are not in the schema") {
  model::database all;
  all.policies.push_back({.name = "own rows",
                          .as = "PERMISSIVE",
                          .for_ = "SELECT",
                          .to = std::vector<std::string>{"public"},
                          .using_ = "true",
                          .on = "\"auth\".\"users\"",
                          .schema = "auth"});
  const std::string text = write_files(all, casing::camel).schema;
  CHECK(has(text, "import { pgTable, pgSchema, pgPolicy } from"));
  CHECK(
      has(text,
          "\nconst auth = pgSchema(\"auth\");\nconst usersInAuth = auth.table(\"users\", {});\n"));
  CHECK(has(text,
            "export const own_rows = pgPolicy(\"own rows\", { as: \"permissive\", for: \"select\", "
            "to: [\"public\"], using: sql`true` }).link(usersInAuth);\n"));
}

TEST_CASE("views that are there already, and what a materialized one says of itself") {
  model::database all;
  all.views.push_back({.name = "there", .schema = "public", .is_existing = true});
  all.views.push_back({.name = "m",
                       .schema = "public",
                       .columns = {{.name = "a b", .type = "integer"}},
                       .definition = "select '\\d', `a`, ${b}",
                       .materialized = true,
                       .with = std::vector<model::option>{{"fillfactor", "70"}},
                       .with_no_data = true,
                       .using_ = "heap",
                       .tablespace = "fast"});
  const std::string text = write_files(all, casing::preserve).schema;
  CHECK(has(text, "export const there = pgView(\"there\", {}).existing();"));
  CHECK(has(text,
            "export const m = pgMaterializedView(\"m\", {\t\"a b\": integer(),\n})"
            ".using(\"heap\").tablespace(\"fast\").with({\"fillfactor\":70}).withNoData()"
            ".as(sql`select '\\\\d', \\`a\\`, \\${b}`);"));
}

TEST_CASE("a schema that the model does not list is declared, and not exported") {
  model::table table = table_of({{.name = "id", .type = "integer"}});
  table.schema = "elsewhere";
  const std::string text = schema_of(std::move(table));
  CHECK(has(text, "\nconst elsewhere = pgSchema(\"elsewhere\");\n"));
  CHECK(has(text, "export const t = elsewhere.table(\"t\", {"));
}

TEST_CASE("a project that converts names tells each column its own") {
  model::database all;
  all.tables.push_back(table_of({{.name = "createdAt", .type = "date"}}));
  const auto written = [&](column_names told) {
    return write_files(all, casing::camel, told).schema;
  };
  CHECK(has(written(column_names::where_needed), "createdAt: date(),"));
  CHECK(has(written(column_names::always), "createdAt: date(\"createdAt\"),"));
}

TEST_CASE("a column that would set an object's prototype") {
  const std::string text =
      schema_of(table_of({{.name = "__proto__", .type = "integer"}}), casing::preserve);
  CHECK(has(text, "\tproto: integer(\"__proto__\"),\n"));
}

TEST_CASE("many foreign keys to one table are written in linear time") {
  model::database all;
  all.tables.push_back({.name = "a", .columns = {{.name = "id", .type = "integer"}}});
  for (int i = 0; i < 20000; i++) {
    model::table one{.name = concat("t", std::to_string(i)),
                     .columns = {{.name = "a_id", .type = "integer"}}};
    one.foreign_keys.push_back({.name = concat("k", std::to_string(i)),
                                .table_from = one.name,
                                .table_to = "a",
                                .columns_from = {"a_id"},
                                .columns_to = {"id"}});
    all.tables.push_back(std::move(one));
  }
  CHECK(write_files(all, casing::camel).relations.size() > 20000);
}

}  // namespace
}  // namespace sluice::codegen::typescript
