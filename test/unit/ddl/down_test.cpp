// The way back. That it ends where it began is judged by a server:
// test/differential/diff/downs.cjs.
#include "ddl/down.hpp"

#include <doctest/doctest.h>

#include "support/schema.hpp"

using namespace sluice;        // NOLINT(google-build-using-namespace)
using namespace sluice::test;  // NOLINT(google-build-using-namespace)
using diff::entity;

namespace {

std::string down(const model::database& before, const model::database& after, diff::answers given) {
  given.refuse_all = true;
  return ddl::render_down(ddl::plan_down(before, after, given), false, "0001_x");
}
std::string down(const model::database& before, const model::database& after,
                 std::vector<diff::rename> renames = {}) {
  return down(before, after, diff::answers{.renames = std::move(renames)});
}

model::database with_column(const std::string& type, std::optional<std::string> default_sql = {},
                            bool not_null = false) {
  model::database out = database({table("t", {column("c", type, not_null)})});
  if (default_sql) {
    out.tables[0].columns[0].default_ = {model::default_value::form::sql, *default_sql};
  }
  return out;
}

}  // namespace

TEST_CASE("down: names come back, through schemas and tables that were renamed too") {
  model::database before = database({table("users", {column("name", "text")})});
  before.schemas = {"old"};
  before.tables[0].schema = "old";
  before.tables[0].policies = {{.name = "p"}};
  model::database after = database({table("members", {column("called", "text")})});
  after.schemas = {"new"};
  after.tables[0].schema = "new";
  after.tables[0].policies = {{.name = "q"}};
  CHECK(down(before, after,
             {renamed(entity::schema, {"", "", "old"}, {"", "", "new"}),
              renamed(entity::table, {"new", "", "users"}, {"new", "", "members"}),
              renamed(entity::column, {"new", "members", "name"}, {"new", "members", "called"}),
              renamed(entity::policy, {"new", "members", "p"}, {"new", "members", "q"})}) ==
        "-- Takes 0001_x back.\n"
        "ALTER SCHEMA \"new\" RENAME TO \"old\";\n\n"
        "ALTER TABLE \"old\".\"members\" RENAME TO \"users\";\n"
        "ALTER TABLE \"old\".\"users\" RENAME COLUMN \"called\" TO \"name\";\n"
        "ALTER POLICY \"q\" ON \"old\".\"users\" RENAME TO \"p\";");
}

TEST_CASE("down: an answer that was of no use is of none on the way back") {
  const auto before = database({table("users", {column("name", "text")})});
  const auto after = database({table("users", {column("called", "text")})});
  CHECK(
      down(before, after,
           {renamed(entity::table, {"public", "", "people"}, {"public", "", "users"}),
            renamed(entity::column, {"public", "users", "name"}, {"public", "users", "called"})}) ==
      "-- Takes 0001_x back.\n"
      "ALTER TABLE \"users\" RENAME COLUMN \"called\" TO \"name\";");
}

TEST_CASE("down: values and parts of tables have their old names again") {
  model::database before = database({table("users", {column("name", "text")})});
  before.enums = {{"mood", "public", {"sad", "glad"}}};
  before.tables[0].check_constraints = {{"long", "length(name) > 3"}};
  model::database after = database({table("members", {column("name", "text")})});
  after.enums = {{"temper", "public", {"glum", "glad"}}};
  after.tables[0].check_constraints = {{"short", "length(name) > 3"}};
  CHECK(
      down(before, after,
           {renamed(entity::table, {"public", "", "users"}, {"public", "", "members"}),
            renamed(entity::enum_type, {"public", "", "mood"}, {"public", "", "temper"}),
            renamed(entity::enum_value, {"public", "temper", "sad"}, {"public", "temper", "glum"}),
            renamed(entity::check, {"public", "members", "long"},
                    {"public", "members", "short"})}) ==
      "-- Takes 0001_x back.\n"
      "ALTER TYPE \"public\".\"temper\" RENAME TO \"mood\";\n"
      "ALTER TYPE \"public\".\"mood\" RENAME VALUE 'glum' TO 'sad';\n"
      "ALTER TABLE \"members\" RENAME TO \"users\";\n"
      "ALTER TABLE \"users\" RENAME CONSTRAINT \"short\" TO \"long\";");
}

TEST_CASE("down: what was refused as a rename is none on the way back either") {
  const auto before = database({table("users", {column("name", "text")})});
  const auto after = database({table("users", {column("called", "text")})});
  CHECK(down(before, after) ==
        "-- Takes 0001_x back.\n"
        "-- Not brought back: the values of column name: it is empty.\n"
        "ALTER TABLE \"users\" ADD COLUMN \"name\" text;\n"
        "-- Loses data: column called goes with its values.\n"
        "ALTER TABLE \"users\" DROP COLUMN \"called\";");
}

TEST_CASE("down: what was rounded stays rounded") {
  const auto before = database({table("bills", {column("total", "numeric(9, 4)")})});
  const auto after = database({table("bills", {column("total", "numeric(9, 2)")})});
  CHECK(down(before, after) ==
        "-- Takes 0001_x back.\n"
        "-- Fails where a value doesn't fit: column total: numeric(9, 2) → numeric(9, 4).\n"
        "-- Not brought back: what the values of column total lost as numeric(9, 2).\n"
        "ALTER TABLE \"bills\" ALTER COLUMN \"total\" SET DATA TYPE numeric(9, 4);");
}

TEST_CASE(
    "down: where there is no cast back, the values go, and the file says where they are said") {
  CHECK(down(with_column("timestamp"), with_column("time")) ==
        "-- Takes 0001_x back.\n"
        "-- Loses data: column c: time → timestamp, every value becomes NULL.\n"
        "-- Not brought back: the values of column c: PostgreSQL has no cast from time to "
        "timestamp: say behind USING what they become.\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DATA TYPE timestamp USING NULL;");
}

TEST_CASE("down: without a cast back, a column that is NOT NULL takes its default, or fails") {
  const std::string with_default =
      down(with_column("timestamp", "now()", true), with_column("time", "now()", true));
  CHECK(with_default.find("every value becomes now().") != std::string::npos);
  CHECK(with_default.find("-- Fails") == std::string::npos);
  CHECK(with_default.ends_with(
      "ALTER TABLE \"t\" ALTER COLUMN \"c\" DROP DEFAULT;\n"
      "-- Loses data: column c: time → timestamp, every value becomes now().\n"
      "-- Not brought back: the values of column c: PostgreSQL has no cast from time to "
      "timestamp: say behind USING what they become.\n"
      "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DATA TYPE timestamp USING now();\n"
      "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DEFAULT now();"));
  const std::string without =
      down(with_column("timestamp", {}, true), with_column("time", {}, true));
  CHECK(without.find("-- Fails where the table has a row: column c is NOT NULL.\n") !=
        std::string::npos);
}

TEST_CASE("down: an expression that replaced the values is of one way only") {
  diff::answers given;
  given.conversions = {{{"public", "t", "c"}, "length(c)"}};
  CHECK(down(with_column("text"), with_column("integer"), given) ==
        "-- Takes 0001_x back.\n"
        "-- Not brought back: what column c held before its values were replaced.\n"
        "ALTER TABLE \"t\" ALTER COLUMN \"c\" SET DATA TYPE text;");
}

TEST_CASE("down: an enum that gets a value back and uses it is made anew, in one transaction") {
  model::database before = with_column("mood", "'glum'");
  before.tables[0].columns[0].type_schema = "public";
  before.enums = {{"mood", "public", {"glum", "glad"}}};
  model::database after = before;
  after.tables[0].columns[0].default_ = {model::default_value::form::sql, "'glad'"};
  after.enums[0].values = {"glad"};
  const std::string text = down(before, after);
  CHECK(text.find("ADD VALUE") == std::string::npos);
  CHECK(text.find("CREATE TYPE \"public\".\"mood\" AS ENUM('glum', 'glad');") != std::string::npos);
  // Where nothing uses it, it is just added.
  before.tables[0].columns[0].default_.reset();
  after.tables[0].columns[0].default_.reset();
  CHECK(down(before, after) ==
        "-- Takes 0001_x back.\n"
        "ALTER TYPE \"public\".\"mood\" ADD VALUE 'glum' BEFORE 'glad';");
}

TEST_CASE("down: no name gets out of its comment") {
  const auto before = database({});
  const auto after =
      database({table("a\nDROP TABLE x; --> statement-breakpoint", {column("id", "integer")})});
  const std::string text = down(before, after);
  CHECK(
      text.starts_with("-- Takes 0001_x back.\n"
                       "-- Loses data: table a DROP TABLE x; -> statement-breakpoint goes"));
}
