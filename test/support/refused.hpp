// Schemas that PostgreSQL refuses, a kind each, with what is to be said of them.
#pragma once

#include <string>
#include <vector>

#include "support/schema.hpp"

namespace sluice::test {

struct refused {
  std::string name;
  model::database schema;
  std::string code;
  std::string sqlstate;
};

inline std::vector<refused> all_refused() {
  using model::column;
  std::vector<refused> all;
  const auto add = [&](std::string name, model::database schema, std::string code,
                       std::string sqlstate) {
    all.push_back({std::move(name), std::move(schema), std::move(code), std::move(sqlstate)});
  };
  const auto with = [](model::table one, auto change) {
    change(one);
    return model::database{.tables = {std::move(one)}};
  };
  const model::table plain = table(
      "t", {key_column("id"), column("a", "integer"), column("s", "text"),
            column("v", "varchar(20)"), column("j", "json"), column("b", "jsonb"),
            column("p", "point"), column("x", "text[]"), column("w", "timestamp with time zone")});
  const auto check = [&](std::string name, std::string condition, std::string code,
                         std::string sqlstate) {
    add(std::move(name),
        with(plain, [&](model::table& t) { t.check_constraints = {{"c", condition}}; }),
        std::move(code), std::move(sqlstate));
  };
  const auto index = [&](std::string name, model::index one, std::string code,
                         std::string sqlstate) {
    one.name = std::string("i");  // g++ 12 warns of the plain assignment
    add(std::move(name), with(plain, [&](model::table& t) { t.indexes = {one}; }), std::move(code),
        std::move(sqlstate));
  };
  const auto on = [](std::string column_name) {
    return model::index_column{.expression = std::move(column_name), .nulls = "last"};
  };
  const auto of = [](std::string expression) {
    return model::index_column{
        .expression = std::move(expression), .is_expression = true, .nulls = "last"};
  };
  const auto first = [&](model::column one) {
    return with(plain, [&](model::table& t) { t.columns.push_back(std::move(one)); });
  };

  check("a subquery in a check", "\"a\" in (select 1)", "SCHEMA.SUBQUERY", "0A000");
  check("an aggregate in a check", "count(\"a\") > 1", "SCHEMA.AGGREGATE", "42803");
  check("another table's column in a check", "\"other\".\"a\" > 1", "SCHEMA.UNKNOWN_COLUMN",
        "42P01");
  check("a column that isn't there in a check", "\"t\".\"none\" > 1 and \"none\" > 2",
        "SCHEMA.UNKNOWN_COLUMN", "42703");

  index("now() in a predicate", {.columns = {on("a")}, .where = "\"w\" > now()"},
        "SCHEMA.NOT_IMMUTABLE", "42P17");
  index("current_date in an expression", {.columns = {of("(\"w\"::date - current_date)")}},
        "SCHEMA.NOT_IMMUTABLE", "42P17");
  index("a subquery in a predicate", {.columns = {on("a")}, .where = "\"a\" in (select 1)"},
        "SCHEMA.SUBQUERY", "0A000");
  index("gin of a point", {.columns = {on("p")}, .method = "gin"}, "SCHEMA.OPCLASS", "42704");
  index("btree of json", {.columns = {on("j")}}, "SCHEMA.OPCLASS", "42704");
  index("an operator class of text on an integer",
        {.columns = {{.expression = "a", .nulls = "last", .opclass = "text_pattern_ops"}}},
        "SCHEMA.OPCLASS", "42804");
  index("an operator class of jsonb on text",
        {.columns = {{.expression = "s", .nulls = "last", .opclass = "jsonb_path_ops"}},
         .method = "gin"},
        "SCHEMA.OPCLASS", "42804");
  index("unique and gin", {.columns = {on("b")}, .is_unique = true, .method = "gin"},
        "SCHEMA.INDEX_METHOD", "0A000");
  index("hash of two columns", {.columns = {on("a"), on("s")}, .method = "hash"},
        "SCHEMA.INDEX_METHOD", "0A000");
  index("gin in an order",
        {.columns = {{.expression = "b", .asc = false, .nulls = "last"}}, .method = "gin"},
        "SCHEMA.INDEX_METHOD", "0A000");

  add("a generated column that asks the time",
      first({.name = "g", .type = "boolean", .generated = model::generated{"\"w\" < now()"}}),
      "SCHEMA.NOT_IMMUTABLE", "42P17");
  add("a generated column of a generated one",
      with(plain,
           [](model::table& t) {
             t.columns.push_back(
                 {.name = "g", .type = "integer", .generated = model::generated{"\"a\" + 1"}});
             t.columns.push_back(
                 {.name = "h", .type = "integer", .generated = model::generated{"\"g\" + 1"}});
           }),
      "SCHEMA.GENERATED_FROM_GENERATED", "42P17");
  add("an identity of text",
      first({.name = "n",
             .type = "text",
             .identity = model::identity{.name = "s1", .schema = "public"}}),
      "SCHEMA.IDENTITY_TYPE", "22023");
  add("a serial column with a default",
      first({.name = "n", .type = "serial", .default_ = model::default_value{.text = "1"}}),
      "SCHEMA.DEFAULTS", "42601");
  add("a generated column with a default",
      first({.name = "n",
             .type = "integer",
             .default_ = model::default_value{.text = "1"},
             .generated = model::generated{"\"a\" + 1"}}),
      "SCHEMA.DEFAULTS", "42601");
  add("an array of serial", first(column{.name = "n", .type = "serial[]"}), "SCHEMA.SERIAL_ARRAY",
      "0A000");
  add("no length", first(column{.name = "n", .type = "varchar(0)"}), "SCHEMA.LENGTH", "22023");

  add("two primary keys",
      with(plain, [](model::table& t) { t.columns[1].primary_key = t.columns[1].not_null = true; }),
      "SCHEMA.PRIMARY_KEYS", "42P16");
  add("a unique constraint on json",
      with(plain, [](model::table& t) { t.unique_constraints = {{"u", false, {"j"}}}; }),
      "SCHEMA.OPCLASS", "42704");
  const model::table target =
      table("target", {key_column("id"), column("n", "integer"), column("u", "uuid")});
  const auto reference_to = [&](std::string from, std::string to) {
    model::table one = plain;
    one.foreign_keys = {reference("f", "t", {std::move(from)}, "target", {std::move(to)})};
    return database({target, one});
  };
  add("a foreign key to what is not unique", reference_to("a", "n"), "SCHEMA.FOREIGN_KEY_TARGET",
      "42830");
  add("a foreign key of another type",
      with(plain,
           [&](model::table& t) {
             t.columns[0] = key_column("id", "uuid");
             t.foreign_keys = {reference("f", "t", {"a"}, "t", {"id"})};
           }),
      "SCHEMA.FOREIGN_KEY_TYPE", "42804");

  add("WITH CHECK for SELECT",
      with(plain,
           [](model::table& t) {
             t.policies = {{.name = "p",
                            .as = "PERMISSIVE",
                            .for_ = "SELECT",
                            .to = std::vector<std::string>{"public"},
                            .with_check = "true"}};
           }),
      "SCHEMA.POLICY_EXPRESSION", "42601");
  add("USING for INSERT",
      with(plain,
           [](model::table& t) {
             t.policies = {{.name = "p",
                            .as = "PERMISSIVE",
                            .for_ = "INSERT",
                            .to = std::vector<std::string>{"public"},
                            .using_ = "true"}};
           }),
      "SCHEMA.POLICY_EXPRESSION", "42601");
  add("an enum's value twice", {.enums = {{"e", "public", {"a", "a"}}}}, "SCHEMA.ENUM_VALUES",
      "23505");
  add("a long enum value", {.enums = {{"e", "public", {std::string(64, 'a')}}}},
      "SCHEMA.ENUM_VALUES", "42602");
  add("a sequence that starts below its lowest value",
      {.sequences = {{"s", "public", {.min_value = "5", .start_with = "1"}}}}, "SCHEMA.SEQUENCE",
      "22023");
  add("a sequence that stands still", {.sequences = {{"s", "public", {.increment = "0"}}}},
      "SCHEMA.SEQUENCE", "22023");
  add("an enum and a table of one name",
      {.tables = {table("same", {key_column("id")})}, .enums = {{"same", "public", {"a"}}}},
      "SCHEMA.NAME_TAKEN", "42710");
  add("an index with the name of a table",
      with(plain, [&](model::table& t) { t.indexes = {{.name = "t", .columns = {on("a")}}}; }),
      "SCHEMA.NAME_TAKEN", "42P07");
  add("two constraints of one name",
      with(plain,
           [](model::table& t) {
             t.check_constraints = {{"c", "true"}};
             t.unique_constraints = {{"c", false, {"a"}}};
           }),
      "SCHEMA.NAME_TAKEN", "42710");
  return all;
}

}  // namespace sluice::test
