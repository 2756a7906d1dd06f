// drizzle.config's filters as the reader of a database takes them.
#include "project/scope.hpp"

#include <doctest/doctest.h>

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

}  // namespace sluice::test
