#include "project/described.hpp"

#include <doctest/doctest.h>

#include "project/three_way.hpp"
#include "support/schema.hpp"

namespace sluice::project {
namespace {

using list = std::vector<std::string>;

list titles(const std::vector<schema_difference>& all) {
  list out;
  for (const schema_difference& one : all) out.push_back(one.what);
  return out;
}

model::database users() {
  model::table one = test::table("users", {test::key_column("id"), test::column("email", "text")});
  one.indexes = {{.name = "users_email", .columns = {{.expression = "email", .nulls = "last"}}}};
  return {.tables = {one}};
}

TEST_CASE("described: each kind of change has words") {
  const model::database before = users();
  const auto words = [&](auto change) {
    model::database after = before;
    change(after);
    return titles(compare_objects(described(after), described(before)));
  };
  CHECK(words([](model::database&) {}).empty());
  CHECK(words([](model::database& to) { to.tables[0].columns[1].not_null = true; }) ==
        list{"column public.users.email is `text`, and should be `text not null`"});
  CHECK(words([](model::database& to) { to.tables[0].indexes[0].is_unique = true; }).size() == 1);
  CHECK(words([](model::database& to) { to.tables[0].indexes[0].columns[0].asc = false; }).size() ==
        1);
  CHECK(words([](model::database& to) { to.tables[0].is_rls_enabled = true; }).size() == 1);
  CHECK(words([](model::database& to) { to.tables[0].columns.pop_back(); }) ==
        list{"column public.users.email"});
  CHECK(words([](model::database& to) { to.tables.push_back(test::table("t", {})); }) ==
        list{"table public.t is missing"});
  CHECK(words([](model::database& to) { to.enums = {{"mood", "public", {"sad"}}}; }) ==
        list{"enum public.mood is missing"});
}

TEST_CASE("three ways: the odd one out") {
  const auto column = [](std::string definition) {
    return std::vector<schema_object>{{.kind = "column",
                                       .schema = "public",
                                       .relation = "users",
                                       .name = "email",
                                       .definition = std::move(definition)}};
  };
  const auto found = [](const auto& a, const auto& b, const auto& c) {
    return disagreements_of(a, b, c, false);
  };
  const auto text = column("text");
  const auto other = column("varchar(5)");
  const std::vector<schema_object> nothing;
  CHECK(found(text, text, text).empty());
  CHECK(found(text, text, other).at(0).odd_one == party::database);
  CHECK(found(text, other, text).at(0).odd_one == party::migrations);
  CHECK(found(other, text, text).at(0).odd_one == party::source);
  CHECK(found(other, text, nothing).at(0).odd_one == std::nullopt);
  CHECK(found(other, text, text).at(0).what ==
        "column public.users.email is `varchar(5)` in the schema, and `text` in the migrations "
        "and the database");
  CHECK(found(text, nothing, nothing).at(0).what ==
        "column public.users.email is in the schema alone");
  CHECK(found(nothing, text, text).at(0).what ==
        "column public.users.email is missing in the schema");
  CHECK(found(text, nothing, other).at(0).what ==
        "column public.users.email is `text` in the schema, not there in the migrations, "
        "`varchar(5)` in the database");
}

TEST_CASE("three ways: of a table that one lacks, its columns are no news") {
  const std::vector<schema_object> with = described(users());
  const std::vector<disagreement> found = disagreements_of(with, with, {}, false);
  REQUIRE(found.size() == 2);
  CHECK(found[0].what == "schema public is missing in the database");
  CHECK(found[1].what == "table public.users is missing in the database");
}

TEST_CASE("three ways: what a schema can't say is between the other two") {
  const std::vector<schema_object> one = {{.kind = "function",
                                           .schema = "public",
                                           .relation = {},
                                           .name = "f()",
                                           .definition = "select 1"}};
  CHECK(disagreements_of({}, one, one, true).empty());
  CHECK(disagreements_of({}, {}, one, true).at(0).what ==
        "function public.f() is in the database, and not in the migrations");
}

}  // namespace
}  // namespace sluice::project
