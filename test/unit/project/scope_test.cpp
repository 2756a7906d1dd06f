// drizzle.config's filters as the reader of a database takes them.
#include "project/scope.hpp"

#include <doctest/doctest.h>

#include "catalog/tables_filter.hpp"

namespace sluice::test {

TEST_CASE("what nobody says is drizzle-kit's default") {
  const catalog::scope out = project::scope_of(config::resolve({}));
  CHECK(out.schema_filter == std::vector<std::string>{"public"});
  CHECK(out.tables_filter.empty());
  CHECK_FALSE(out.roles.wanted);
  CHECK(out.left_out.front() ==
        std::pair<std::string, std::string>("drizzle", "__drizzle_migrations"));
}

TEST_CASE("roles: all, none, or those that are named") {
  const auto roles = [](const char* said) {
    config::sources from;
    from.drizzle_config.roles = said;
    return project::scope_of(config::resolve(from)).roles;
  };
  CHECK(roles("true").wanted);
  CHECK_FALSE(roles("false").wanted);
  const catalog::role_scope some =
      roles(R"({"provider":"neon","include":["app"],"exclude":["x"]})");
  CHECK(some.wanted);
  CHECK(some.provider == "neon");
  CHECK(some.include == std::vector<std::string>{"app"});
  CHECK(some.exclude == std::vector<std::string>{"x"});
}

TEST_CASE("the ledger is left out under the name that it has") {
  config::sources from;
  from.flags.migrations_schema = "meta";
  from.flags.migrations_table = "done";
  CHECK(project::scope_of(config::resolve(from)).left_out.front() ==
        std::pair<std::string, std::string>("meta", "done"));
}

TEST_CASE("what a schema names is compared, whatever the filters are") {
  model::database schema;
  schema.tables = {{.name = "shop_items"}, {.name = "old_logs", .schema = "audit"}};
  const auto passes = [&](std::vector<std::string> filter, const char* name) {
    const catalog::scope out = project::widened({.tables_filter = std::move(filter)}, schema);
    CHECK(out.schema_filter == std::vector<std::string>{"public", "audit"});
    return catalog::tables_filter(out.tables_filter, {}).passes(name);
  };
  CHECK(passes({}, "other"));
  CHECK(passes({"shop_*"}, "shop_items"));
  CHECK(passes({"shop_*"}, "shop_more"));
  CHECK(passes({"shop_*"}, "old_logs"));
  CHECK_FALSE(passes({"shop_*"}, "other"));
  CHECK(passes({"!old_*"}, "old_logs"));
  CHECK(passes({"*", "!old_*", "!tmp_*"}, "old_logs"));
  CHECK_FALSE(passes({"*", "!old_*", "!tmp_*"}, "tmp_logs"));
}

}  // namespace sluice::test
