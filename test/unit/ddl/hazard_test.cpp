// Hazards of whole plans. What each kind of statement really does is measured in test/pg/ddl.
#include <doctest/doctest.h>

#include "support/schema.hpp"

namespace sluice::test {

namespace {

// "2 lock orders SHARE ROW EXCLUSIVE" for each, with the number of its statement.
std::string hazards(const model::database& before, const model::database& after) {
  diff::answers given{.refuse_all = true};
  std::string out;
  int number = 0;
  for (const ddl::statement& one :
       ddl::plan(diff::compare(before, after, given).changes, before, after)) {
    ++number;
    for (const ddl::hazard& found : one.hazards) {
      out += concat(std::to_string(number), " ", name_of(found.kind), " ", found.on.name,
                    found.lock ? concat(" ", name_of(*found.lock)) : "",
                    found.why.empty() ? "" : " ", found.why, "\n");
    }
  }
  return out;
}

model::database shop() {
  return database({table("users", {key_column("id"), column("name", "text")})});
}

}  // namespace

TEST_CASE("hazards: a new table has none; what it refers to has") {
  model::database after = shop();
  model::table orders = table("orders", {key_column("id"), column("user_id", "integer")});
  orders.indexes = {{.name = "orders_user", .columns = {{.expression = "user_id"}}}};
  after.tables.push_back(orders);
  CHECK(hazards(shop(), after).empty());
  after.tables[1].foreign_keys = {reference("orders_fk", "orders", {"user_id"}, "users", {"id"})};
  CHECK(hazards(shop(), after) == "2 lock users SHARE ROW EXCLUSIVE\n");
  after.tables[1].indexes[0].concurrently = true;
  CHECK(hazards(shop(), after) ==
        "2 lock users SHARE ROW EXCLUSIVE\n"
        "3 transaction orders CREATE INDEX CONCURRENTLY orders_user runs only outside a "
        "transaction\n");
}

TEST_CASE("hazards: a view that is made anew keeps its readers, not its grants") {
  model::database before = shop();
  before.views = {{.name = "names", .schema = "public", .definition = "select name from users"}};
  model::database after = before;
  after.tables[0].columns[1].type = "varchar(10)";
  const std::string found = hazards(before, after);
  CHECK(found.find("breaks_code names view names is made anew: what was granted on it is not\n") !=
        std::string::npos);
  CHECK(found.find("is gone") == std::string::npos);
  after.views.clear();
  CHECK(hazards(before, after).find("view names is gone") != std::string::npos);
}

TEST_CASE("hazards: a sequence that another one carries on loses no position") {
  const model::database before = database({table("users", {column("id", "serial")})});
  model::database after = before;
  after.tables[0].columns[0].type = "integer";
  CHECK(hazards(before, after).find("data_loss") != std::string::npos);
  after.tables[0].columns[0].identity = model::identity{.name = "users_id_seq"};
  const std::string found = hazards(before, after);
  CHECK(found.find("data_loss") == std::string::npos);
  CHECK(found.find("breaks_code users_id_seq") == std::string::npos);
}

TEST_CASE("hazards: a column that is new refers to nothing, and may") {
  model::database before = shop();
  before.tables.push_back(table("orders", {key_column("id"), column("old_id", "integer")}));
  model::database after = before;
  after.tables[1].columns.push_back(column("user_id", "integer"));
  const auto hazards_of_key = [&](const std::string& from) {
    after.tables[1].foreign_keys = {reference("orders_fk", "orders", {from}, "users", {"id"})};
    return hazards(before, after);
  };
  CHECK(hazards_of_key("user_id").find("fails_on_rows") == std::string::npos);
  CHECK(hazards_of_key("old_id").find("fails_on_rows orders where a row refers to nothing") !=
        std::string::npos);
  after.tables[1].columns.back().default_ = {model::default_value::form::json, "1"};
  CHECK(hazards_of_key("user_id").find("fails_on_rows") != std::string::npos);
}

TEST_CASE("hazards: a key that held before holds again, unless its columns have other values") {
  model::database before = shop();
  before.tables.push_back(table("orders", {key_column("id"), column("user_id", "integer")}));
  before.tables[1].foreign_keys = {reference("orders_fk", "orders", {"user_id"}, "users", {"id"})};
  before.tables[1].unique_constraints = {{.name = "one", .columns = {"user_id"}}};
  model::database after = before;
  after.tables[1].foreign_keys[0].on_delete = "cascade";
  after.tables[1].unique_constraints[0].name = "other";
  CHECK(hazards(before, after).find("fails_on_rows") == std::string::npos);
  after.tables[1].unique_constraints[0].nulls_not_distinct = true;
  CHECK(hazards(before, after).find("fails_on_rows orders where rows have the same value") !=
        std::string::npos);
  after.tables[1].columns[1].type = "smallint";
  CHECK(hazards(before, after).find("fails_on_rows orders where a row refers to nothing") !=
        std::string::npos);
}

TEST_CASE("hazards: a computed column that is made anew is not gone") {
  model::database before = shop();
  before.tables[0].columns.push_back(column("upper", "text"));
  before.tables[0].columns.back().generated = {"upper(name)"};
  model::database after = before;
  after.tables[0].columns.back().generated = {"upper(name) || '!'"};
  const std::string found = hazards(before, after);
  CHECK(found.find("rewrite users column upper is computed for every row") != std::string::npos);
  CHECK(found.find("breaks_code") == std::string::npos);
  after.tables[0].columns.pop_back();
  CHECK(hazards(before, after).find("breaks_code users column upper is gone") != std::string::npos);
}

TEST_CASE("hazards: an enum that is made anew fails on the values that it loses, on no others") {
  model::database before = shop();
  before.enums = {{"mood", "public", {"sad", "glad", "so so"}}};
  before.tables[0].columns.push_back(column("mood", "mood"));
  before.tables[0].columns.back().type_schema = "public";
  model::database after = before;
  after.enums[0].values = {"glad", "so so"};
  CHECK(hazards(before, after) ==
        "1 lock users ACCESS EXCLUSIVE\n"
        "1 rewrite users column mood: mood → text\n"
        "4 lock users ACCESS EXCLUSIVE\n"
        "4 rewrite users column mood: text → mood\n"
        "4 fails_on_rows users where mood holds 'sad'\n"
        "4 breaks_code users column mood no longer takes 'sad'\n");
  after.enums[0].values = {"so so", "glad", "sad"};
  CHECK(hazards(before, after).find("fails_on_rows") == std::string::npos);
}

TEST_CASE("hazards: a schema's or type's name is no table's") {
  model::database after = shop();
  after.schemas = {"users"};
  after.tables[0].columns[1].not_null = true;
  CHECK(hazards(shop(), after) ==
        "2 lock users ACCESS EXCLUSIVE\n"
        "2 scan users column name is searched for NULL\n"
        "2 fails_on_rows users where name is NULL\n"
        "2 breaks_code users INSERT without name fails\n");
}

TEST_CASE("hazards: a new value of an enum that is used at once") {
  model::database before = shop();
  before.enums = {{"mood", "public", {"sad"}}};
  before.tables[0].columns.push_back(column("mood", "mood"));
  before.tables[0].columns.back().type_schema = "public";
  model::database after = before;
  after.enums[0].values = {"sad", "glad"};
  CHECK(hazards(before, after).empty());
  after.tables[0].columns.back().default_ = {model::default_value::form::sql, "'glad'"};
  CHECK(hazards(before, after) ==
        "1 transaction  the value 'glad' of mood is used by statement 2: not before this "
        "transaction has ended\n"
        "2 lock users ACCESS EXCLUSIVE\n");
}

}  // namespace sluice::test
