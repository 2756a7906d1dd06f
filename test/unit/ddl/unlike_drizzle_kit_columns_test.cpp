// What is meant to differ from drizzle-kit 0.31 where a column changes that others stand on.
#include <doctest/doctest.h>

#include "support/schema.hpp"

using namespace sluice;        // NOLINT(google-build-using-namespace)
using namespace sluice::test;  // NOLINT(google-build-using-namespace)

TEST_SUITE_BEGIN("unlike drizzle-kit");

// 42804.
TEST_CASE("a type that is only reached by a cast is cast, its default aside") {
  auto before = database({table("t", {column("c", "text")})});
  auto after = database({table("t", {column("c", "integer")})});
  before.tables[0].columns[0].default_ = {model::default_value::form::sql, "'1'"};
  after.tables[0].columns[0].default_ = {model::default_value::form::json, "1"};
  CHECK(sql(before, after) ==
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" DROP DEFAULT;\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DATA TYPE integer USING \"c\"::integer;\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DEFAULT 1;\n");
}

// "serial" is no type: 42704.
TEST_CASE("a serial column that becomes plain leaves no sequence") {
  CHECK(sql(database({table("t", {column("id", "serial", true)})}),
            database({table("t", {column("id", "bigint", true)})})) ==
        "ALTER TABLE \"t\" ALTER COLUMN \"id\" DROP DEFAULT;\n"
        "DROP SEQUENCE \"t_id_seq\";\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"id\" SET DATA TYPE bigint;\n");
}

// 0A000.
TEST_CASE("a view is made again around a column that gets another type") {
  auto before = database({table("t", {column("c", "integer")})});
  before.views = {{.name = "v", .schema = "public", .definition = "select c from t"}};
  auto after = before;
  after.tables[0].columns[0].type = "bigint";
  CHECK(sql(before, after) ==
        "DROP VIEW \"public\".\"v\";\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DATA TYPE bigint;\n"
        "CREATE VIEW \"public\".\"v\" AS (select c from t);\n");
}

TEST_SUITE_END();
