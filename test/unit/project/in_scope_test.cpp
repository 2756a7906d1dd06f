// The part of a schema that drizzle.config's filters let in.
#include "project/in_scope.hpp"

#include <doctest/doctest.h>

#include "support/model.hpp"

namespace sluice::test {

namespace {

model::database schema() {
  model::table theirs = table("users", {key_column("id")});
  theirs.schema = "auth";
  model::database out{{table("app_users", {key_column("id")}), table("other", {}), theirs}};
  out.enums = {{"mood", "public", {"ok"}}, {"level", "auth", {"low"}}};
  out.schemas = {"auth"};
  out.roles = {{.name = "app"}};
  return out;
}

}  // namespace

TEST_CASE("by default: public, all tables, no roles") {
  const project::scoped out = project::in_scope(schema(), {});
  CHECK(out.inside.tables.size() == 2);
  CHECK(out.inside.schemas.empty());
  CHECK(out.outside ==
        std::vector<std::string>{"schema auth", "table auth.users", "enum auth.level", "role app"});
}

TEST_CASE("schemas, globs and roles") {
  catalog::scope about{.schema_filter = {"public", "auth"}, .tables_filter = {"app_*"}};
  about.roles.wanted = true;
  CHECK(project::in_scope(schema(), about).outside ==
        std::vector<std::string>{"table other", "table auth.users"});
  about.tables_filter = {"!other"};
  about.roles.exclude = {"app"};
  CHECK(project::in_scope(schema(), about).outside ==
        std::vector<std::string>{"table other", "role app"});
}

TEST_CASE("beside a tablesFilter, enums that no table in scope uses are another project's") {
  model::database live = schema();
  live.enums = {{"mood", "public", {"ok"}}, {"used", "public", {"a"}}, {"mine", "public", {"a"}}};
  live.tables[0].columns.push_back(column("what", "used[]"));
  live.tables[0].columns[1].type_schema = "public";
  live.sequences = {{"theirs", "public", {}}, {"ours", "public", {}}};
  model::database wanted;
  wanted.enums = {{"mine", "public", {"a"}}};
  wanted.sequences = {{"ours", "public", {}}};
  model::database all = live;
  project::leave_to_others(all, wanted, {});
  CHECK(all == live);
  project::leave_to_others(live, wanted, {.tables_filter = {"app_*"}});
  REQUIRE(live.enums.size() == 2);
  CHECK(live.enums[0].name == "used");
  CHECK(live.enums[1].name == "mine");
  REQUIRE(live.sequences.size() == 1);
  CHECK(live.sequences[0].name == "ours");
}

}  // namespace sluice::test
