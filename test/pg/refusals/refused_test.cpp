// PostgreSQL is asked whether it refuses what is said to be refused, and with that SQLSTATE.
#include "support/refused.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "refusals/operator_classes.hpp"
#include "support/database.hpp"

namespace sluice::refusals {

namespace {

using test_database = class test::database;  // not the function of that name

std::string refused_with(pg::connection& database, const model::database& schema) {
  const model::database empty;
  diff::answers given;
  given.refuse_all = true;
  const diff::outcome found = diff::compare(empty, schema, given);
  database.execute("begin");
  std::string sqlstate = "accepted";
  try {
    for (const ddl::statement& one : ddl::plan(found.changes, empty, schema))
      database.execute(one.sql);
  } catch (const error& failed) {
    sqlstate = failed.sqlstate;
  }
  database.execute("rollback");
  return sqlstate;
}

}  // namespace

TEST_CASE("PostgreSQL refuses each") {
  const test_database database;
  pg::connection connection = database.connect();
  for (const test::refused& one : test::all_refused()) {
    CAPTURE(one.name);
    CHECK(refused_with(connection, one.schema) == one.sqlstate);
  }
}

TEST_CASE("the operator classes are the server's") {
  const test_database database;
  pg::connection connection = database.connect();
  const auto rows = connection.execute(
      "select amname, opcname, typname, opcdefault from pg_opclass join pg_am on pg_am.oid = "
      "opcmethod "
      "join pg_type on pg_type.oid = opcintype where typname !~ '^any' and typname not in "
      "('char', 'cid', 'tid', 'xid', 'xid8', 'oidvector', 'record', 'aclitem')");
  REQUIRE(rows.at(0).rows() > 100);
  for (int row = 0; row < rows[0].rows(); ++row) {
    const std::string method(rows[0].text(row, 0));
    const std::string opclass(rows[0].text(row, 1));
    const diff::column_kind type = diff::kind_of(std::string(rows[0].text(row, 2)));
    CAPTURE(method);
    CAPTURE(opclass);
    CAPTURE(type.name);
    if (!diff::is_known(type)) continue;
    CHECK(takes(method, opclass, type) == acceptance::yes);
    if (rows[0].text(row, 3) == "t") CHECK(has_default(method, type) == acceptance::yes);
  }
}

TEST_CASE("the methods are the server's") {
  const test_database database;
  pg::connection connection = database.connect();
  const auto rows = connection.execute(
      "select amname, pg_indexam_has_property(oid, 'can_order'), pg_indexam_has_property(oid, "
      "'can_unique'), pg_indexam_has_property(oid, 'can_multi_col') from pg_am where amtype = 'i'");
  REQUIRE(rows.at(0).rows() == 6);
  for (int row = 0; row < rows[0].rows(); ++row) {
    const index_method* method = find_index_method(rows[0].text(row, 0));
    REQUIRE(method != nullptr);
    CHECK(method->can_order == (rows[0].text(row, 1) == "t"));
    CHECK(method->can_unique == (rows[0].text(row, 2) == "t"));
    CHECK(method->can_multi_column == (rows[0].text(row, 3) == "t"));
  }
}

}  // namespace sluice::refusals
