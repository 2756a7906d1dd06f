// What a plan meets in a live database: rows that go or stand in its way, and what hangs on it.
#include "support/schema.hpp"
// Its database() has to stand before the class of that name.
#include <doctest/doctest.h>

#include "project/clashes.hpp"
#include "project/dependents.hpp"
#include "project/row_concerns.hpp"
#include "support/database.hpp"

namespace sluice::test {

namespace {

using project::concern;

// A database made from one model and filled, and the plan to another.
struct planned {
  class database database;
  pg::connection connection = database.connect();
  model::database live, wanted;
  std::vector<ddl::statement> plan;

  planned(const model::database& from, const model::database& to, std::string_view rows,
          diff::answers given = {})
      : live(from), wanted(to) {
    given.refuse_all = true;
    const model::database nothing;
    for (const ddl::statement& one :
         ddl::plan(diff::compare(nothing, live, given_nothing()).changes, nothing, live)) {
      connection.execute(one.sql);
    }
    connection.execute(rows);
    plan = ddl::plan(diff::compare(live, wanted, given).changes, live, wanted);
  }

  static diff::answers given_nothing() {
    diff::answers out;
    out.refuse_all = true;
    return out;
  }

  std::vector<concern> rows() {
    return project::find_row_concerns(connection, plan, live, wanted).found;
  }
  // One line each: "loss: …", "obstacle: … (id = 1)".
  static std::string lines(const std::vector<concern>& all) {
    std::string out;
    for (const concern& one : all) {
      out += concat(one.is == concern::kind::loss ? "loss: " : "obstacle: ", one.what);
      if (!one.examples.empty()) out += concat(" (", join(one.examples, "; "), ")");
      out += "\n";
    }
    return out;
  }
};

model::table users(std::vector<model::column> more) {
  std::vector<model::column> columns{key_column("id")};
  for (model::column& one : more) columns.push_back(std::move(one));
  return table("users", std::move(columns));
}

}  // namespace

TEST_CASE("what is dropped is lost with as many rows as there are") {
  planned case_({{users({column("age", "integer"), column("note", "text")}),
                  table("empty", {key_column("id")}), table("full", {key_column("id")})}},
                {{users({})}},
                "insert into users values (1, 5, null), (2, null, null), (3, 7, null);"
                "insert into \"full\" select generate_series(1, 4)");
  CHECK(planned::lines(case_.rows()) ==
        "loss: table full goes with its 4 rows\n"
        "loss: column age goes with its values in 2 rows\n");
}

TEST_CASE("NOT NULL over NULLs names the rows and says how to fill them") {
  planned case_({{users({column("age", "integer")})}}, {{users({column("age", "integer", true)})}},
                "insert into users values (1, 5), (2, null), (4, null)");
  const std::vector<concern> found = case_.rows();
  CHECK(planned::lines(found) == "obstacle: column age is NULL in 2 rows (id = 2; id = 4)\n");
  CHECK(found.at(0).ways_out.at(0) ==
        "UPDATE \"public\".\"users\" SET \"age\" = … WHERE \"age\" IS NULL;");
}

TEST_CASE("a new column that must have a value, and has none") {
  planned empty({{users({})}}, {{users({column("age", "integer", true)})}}, "");
  CHECK(empty.rows().empty());
  planned filled({{users({})}}, {{users({column("age", "integer", true)})}},
                 "insert into users values (1), (2)");
  CHECK(planned::lines(filled.rows()) ==
        "obstacle: column age would be new, NOT NULL and without a value in 2 rows\n");
  model::column with_default = column("age", "integer", true);
  with_default.default_ = {model::default_value::form::json, "0"};
  planned defaulted({{users({})}}, {{users({with_default})}}, "insert into users values (1), (2)");
  CHECK(defaulted.rows().empty());
}

TEST_CASE("unique over duplicates: which values, and how often") {
  model::database before{{users({column("email", "text")})}};
  model::database after = before;
  after.tables[0].unique_constraints = {{"users_email_unique", false, {"email"}}};
  planned case_(before, after,
                "insert into users values (1, 'a'), (2, 'a'), (3, 'b'), (4, null), (5, null)");
  CHECK(
      planned::lines(case_.rows()) ==
      "obstacle: email would be unique, and is the same in 2 rows: 1 value is there more than once "
      "(a 2 times)\n");
  after.tables[0].unique_constraints.clear();
  after.tables[0].indexes = {
      {.name = "users_lower",
       .columns = {{.expression = "lower(\"email\")", .is_expression = true}},
       .is_unique = true,
       .where = "\"id\" < 3"}};
  planned index(before, after, "insert into users values (1, 'a'), (2, 'A'), (3, 'a')");
  CHECK(planned::lines(index.rows()) ==
        "obstacle: what the index users_lower would keep unique is the same in 2 rows: 1 value is "
        "there more than once (a 2 times)\n");
}

TEST_CASE("a check and a foreign key that rows break") {
  model::database before{{users({column("age", "integer")}),
                          table("posts", {key_column("id"), column("author", "integer")})}};
  model::database after = before;
  after.tables[0].check_constraints = {{"grown", "\"users\".\"age\" > 17"}};
  after.tables[1].foreign_keys = {reference("posts_author", "posts", {"author"}, "users", {"id"})};
  planned case_(before, after,
                "insert into users values (1, 20), (2, 3), (3, null);"
                "insert into posts values (1, 1), (2, 9), (3, null)");
  CHECK(planned::lines(case_.rows()) ==
        "obstacle: author refers to nothing in users in 1 row (id = 2)\n"
        "obstacle: the check grown is broken by 1 row (id = 2)\n");
}

TEST_CASE("types: values that don't fit, that are cut, that keep only a part") {
  const auto change = [](const char* from, const char* to, const char* rows) {
    planned case_({{users({column("v", from)})}}, {{users({column("v", to)})}}, rows);
    return planned::lines(case_.rows());
  };
  CHECK(change("text", "varchar(3)", "insert into users values (1, 'abc'), (2, 'abcd')") ==
        "obstacle: column v has more than 3 characters in 1 row (id = 2)\n");
  CHECK(change("text", "varchar(4)", "insert into users values (1, 'abc'), (2, 'abcd')").empty());
  CHECK(change("bigint", "integer", "insert into users values (1, 1), (2, 3000000000)") ==
        "obstacle: column v: bigint → integer: integer out of range (id = 2, v = 3000000000)\n");
  CHECK(change("bigint", "integer", "insert into users values (1, 1)").empty());
  CHECK(change("numeric", "integer", "insert into users values (1, 1.5), (2, 2)") ==
        "loss: column v: numeric → integer keeps only what fits, and changes 1 row (id = 1)\n");
  CHECK(change("timestamp", "date", "insert into users values (1, '2020-01-01')").empty());
}

TEST_CASE("values of an enum that it will not have any more") {
  model::column mood = column("mood", "mood");
  mood.type_schema = "public";
  model::database before{{users({mood})}, {{"mood", "public", {"sad", "ok"}}}};
  model::database after = before;
  after.enums[0].values = {"ok"};
  planned case_(before, after, "insert into users values (1, 'sad'), (2, 'ok')");
  const std::vector<concern> found = case_.rows();
  CHECK(planned::lines(found) ==
        "obstacle: column mood holds what mood has no value for in 1 row: 'sad' (id = 1)\n");
  CHECK(found.at(0).ways_out.at(0) ==
        "UPDATE \"public\".\"users\" SET \"mood\" = … WHERE \"mood\"::text IN ('sad');");
}

TEST_CASE("rows are asked under the names that they have now") {
  model::database before{{users({column("age", "integer")})}};
  model::database after{{table("people", {key_column("id"), column("years", "integer", true)})}};
  diff::answers given;
  given.renames = {
      renamed(diff::entity::table, {"public", "", "users"}, {"public", "", "people"}),
      renamed(diff::entity::column, {"public", "people", "age"}, {"public", "people", "years"})};
  planned case_(before, after, "insert into users values (1, null)", given);
  const std::vector<concern> found = case_.rows();
  CHECK(planned::lines(found) == "obstacle: column years is NULL in 1 row (id = 1)\n");
  CHECK(found.at(0).ways_out.at(0) ==
        "UPDATE \"public\".\"users\" SET \"age\" = … WHERE \"age\" IS NULL;");
}

TEST_CASE("what hangs on what is dropped, and no schema has") {
  model::column mood = column("mood", "mood");
  mood.type_schema = "public";
  model::database before{
      {users({column("age", "integer"), mood}), table("gone", {key_column("id")})},
      {{"mood", "public", {"ok"}}}};
  model::database after{{users({})}};
  planned case_(before, after,
                "create view report as select age from users;"
                "create function f(m mood) returns int language sql as 'select 1';"
                "create function t() returns trigger language plpgsql as 'begin return new; end';"
                "create trigger audit after insert on gone execute function t();"
                "create table elsewhere (id int references gone)");
  CHECK(
      planned::lines(project::find_dependents(case_.connection, case_.plan, case_.live)) ==
      "loss: constraint elsewhere_id_fkey on public.elsewhere goes with it, and no schema has it: "
      "DROP TABLE \"gone\" CASCADE\n"
      "loss: trigger audit on public.gone goes with it, and no schema has it: DROP TABLE \"gone\" "
      "CASCADE\n"
      "obstacle: view public.report depends on it, and no schema has it: ALTER TABLE \"users\" "
      "DROP COLUMN \"age\"\n"
      "obstacle: function public.f(public.mood) depends on it, and no schema has it: DROP TYPE "
      "\"public\".\"mood\"\n");
}

TEST_CASE("a column's type that a view without a schema uses can't be changed") {
  planned case_({{users({column("age", "integer")})}}, {{users({column("age", "bigint")})}},
                "create view report as select age from users");
  const auto found = project::find_dependents(case_.connection, case_.plan, case_.live);
  REQUIRE(found.size() == 1);
  CHECK(found[0].is == concern::kind::obstacle);
  CHECK(found[0].ways_out.at(0) == "DROP VIEW public.report;  -- and make it again after");
}

TEST_CASE("what is the schema's own is no surprise") {
  model::database before{
      {users({column("age", "integer")}),
       table("posts", {key_column("id", "serial"), column("author", "integer")})}};
  before.tables[0].indexes = {{.name = "users_age", .columns = {{.expression = "age"}}}};
  before.tables[0].check_constraints = {{"grown", "\"age\" > 17"}};
  before.tables[1].foreign_keys = {reference("posts_author", "posts", {"author"}, "users", {"id"})};
  before.views = {{.name = "adults",
                   .schema = "public",
                   .definition = "select \"id\" from \"users\" where \"age\" > 17"}};
  planned all(before, {}, "");
  CHECK(planned::lines(project::find_dependents(all.connection, all.plan, all.live)).empty());
  model::database after = before;
  after.tables[0] = users({});
  after.views.clear();
  planned some(before, after, "");
  CHECK(planned::lines(project::find_dependents(some.connection, some.plan, some.live)).empty());

  model::database apart;
  apart.schemas = {"app"};
  apart.enums = {{"Mood", "app", {"ok"}}};
  planned schema(apart, {}, "");
  CHECK(planned::lines(project::find_dependents(schema.connection, schema.plan, schema.live)) ==
        "");
}

TEST_CASE("a name that the plan itself sets free is not taken") {
  model::database before{{users({column("rank", "integer")})}};
  before.tables[0].check_constraints = {{"high", "\"rank\" > 0"}};
  model::database after = before;
  after.tables[0].name = "people";
  after.tables[0].check_constraints = {{"high", "\"rank\" > 1"}};
  diff::answers given;
  given.renames = {renamed(diff::entity::table, {"public", "", "users"}, {"public", "", "people"})};
  planned renamed(before, after, "", given);
  CHECK(planned::lines(project::find_clashes(renamed.connection, renamed.plan, renamed.live)) ==
        "");

  model::column counted = column("number", "integer", true);
  counted.identity = model::identity{.name = "users_number_seq"};
  before = {{users({counted})}};
  after = {{users({column("number", "serial", true)})}};
  planned handed_over(before, after, "");
  CHECK(planned::lines(project::find_clashes(handed_over.connection, handed_over.plan,
                                             handed_over.live)) == "");
}

TEST_CASE("what a name has already that no schema can say") {
  model::database before{{users({column("age", "integer")})}};
  model::database after = before;
  after.tables.push_back(table("events", {key_column("id")}));
  after.tables[0].indexes = {{.name = "users_age", .columns = {{.expression = "age"}}}};
  after.tables[0].check_constraints = {{"grown", "\"age\" > 17"}};
  planned case_(before, after,
                "create table events (id int) partition by range (id);"
                "create index users_age on users (id) include (age);"
                "alter table users add constraint grown check (age > 3) not valid");
  const auto found = project::find_clashes(case_.connection, case_.plan, case_.live);
  std::string all;
  for (const concern& one : found) all += concat(one.what.substr(0, one.what.find(" has")), "\n");
  CHECK(all ==
        "partitioned table public.events\nindex public.users_age\n"
        "constraint CHECK ((age > 3)) NOT VALID on public.users\n");
}

}  // namespace sluice::test
