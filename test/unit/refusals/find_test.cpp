#include <doctest/doctest.h>

#include "refusals/refusal.hpp"
#include "support/refused.hpp"

namespace sluice::refusals {

namespace {

std::string codes(const list& found) {
  std::string all;
  for (const refusal& one : found) all += concat(one.code, ": ", one.message, "\n");
  return all;
}

}  // namespace

TEST_CASE("each is found, and nothing else") {
  for (const test::refused& one : test::all_refused()) {
    CAPTURE(one.name);
    const list found = find(one.schema);
    CAPTURE(codes(found));
    REQUIRE(found.size() == 1);
    CHECK(found[0].code == one.code);
    CHECK(found[0].sqlstate == one.sqlstate);
    CHECK(!found[0].hint.empty());
    CHECK(!found[0].about.object.empty());
  }
}

TEST_CASE("names are told that PostgreSQL cuts, between characters") {
  const std::string name = std::string(62, 'n') + "\u00e9";
  const list found = find(test::database({test::table(name, {test::key_column("id")})}));
  REQUIRE(found.size() == 1);
  CHECK(found[0].code == "SCHEMA.NAME_CUT");
  CHECK(found[0].sqlstate.empty());
  CHECK(found[0].message.ends_with(concat("\"", std::string(62, 'n'), "\"")));
  CHECK(
      find(test::database({test::table(std::string(63, 'n'), {test::key_column("id")})})).empty());
}

TEST_CASE("what PostgreSQL may take is left alone") {
  model::table one = test::table(
      "t", {test::key_column("id"), test::column("a", "integer"), test::column("s", "varchar(9)"),
            test::column("e", "embedding(3)"), test::column("m", "my_enum"),
            test::column("r", "int4range"), test::column("c", "cidr"), test::column("Odd", "text"),
            test::column("w", "timestamp (3)")});
  one.columns[4].type_schema = "public";
  one.columns.push_back(
      {.name = "g", .type = "text", .generated = model::generated{"lower(\"s\")"}});
  one.check_constraints = {
      {"c1", "\"t\".\"a\" > 0 and \"Odd\" <> 'select now()'"},
      {"c2", "\"m\" = 'x'::\"public\".\"my_enum\" or \"m\" = 'y'::public.my_enum"},
      {"c3", "lower(t.s) = s and length(\"s\" collate \"C\") < 9 and \"w\" < now()"},
      {"c4", "public.is_good(\"a\") and \"s\" operator(pg_catalog.=) 'now'"},
      {"c5", "cast(\"s\" as \"my_type\") is not null and \"a\" between 1 and 2"},
      {"c6", "(\"e\").\"field\" > 1"}};
  const auto on = [](std::string name, std::optional<std::string> opclass = {}) {
    return model::index_column{
        .expression = std::move(name), .nulls = "last", .opclass = std::move(opclass)};
  };
  one.indexes = {{.name = "i1", .columns = {on("s", "text_pattern_ops")}},
                 {.name = "i2", .columns = {on("e", "vector_l2_ops")}, .method = "hnsw"},
                 {.name = "i3", .columns = {on("s", "gin_trgm_ops")}, .method = "gin"},
                 {.name = "i4", .columns = {on("a")}, .method = "gin"},
                 {.name = "i5", .columns = {on("m"), on("r"), on("c", "inet_ops")}},
                 {.name = "i6", .columns = {on("r")}, .method = "spgist"},
                 {.name = "i7", .columns = {on("a")}, .is_unique = true, .where = "\"a\" > 0"}};
  one.foreign_keys = {test::reference("f1", "t", {"a"}, "t", {"id"}),
                      test::reference("f2", "t", {"a"}, "elsewhere", {"id"})};
  model::database schema = test::database({one});
  schema.enums = {{"my_enum", "public", {"x", "y"}}};
  schema.views = {{.name = "t", .schema = "public", .is_existing = true}};
  CHECK(codes(find(schema)).empty());
}

}  // namespace sluice::refusals
