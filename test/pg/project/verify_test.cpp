// Migrations that are right, and that are not, tried on a server.
#include "project/verify.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "support/database.hpp"
#include "support/model.hpp"

namespace sluice::test {

namespace {

using project::verification;
using outcome = verification::outcome;
using statements = std::vector<std::string>;

model::database with_column(const model::column& one) {
  model::database out;
  out.tables.push_back(table("users", {key_column("id"), one}));
  return out;
}

const model::database before = with_column(column("age", "text"));
const model::database after = with_column(column("age", "integer"));
const char* const there =
    "ALTER TABLE \"users\" ALTER COLUMN \"age\" SET DATA TYPE integer USING \"age\"::integer;";
const char* const back = "ALTER TABLE \"users\" ALTER COLUMN \"age\" SET DATA TYPE text;";

verification tried(const model::database& from, const model::database& to, const statements& up,
                   const statements& down = {}) {
  const database scratch;
  return project::verify(
      {.target = scratch.target(),
       .kind = project::scratch_kind::given,
       .before = &from,
       .after = &to,
       .up = {up},
       .down = down.empty() ? std::vector<statements>{} : std::vector<statements>{down}});
}

bool says(const verification& found, std::string_view what) {
  return !found.details.empty() && found.details.front().find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("A migration that leads to the schema, with rows in the table, and back") {
  const verification found = tried(before, after, {there}, {back});
  CHECK(found.is == outcome::right);
  CHECK(found.went_back);
  CHECK(found.with_rows.empty());
  CHECK(found.server.find('.') != std::string::npos);
}

TEST_CASE("What PostgreSQL refuses") {
  const verification found =
      tried(before, after, {"ALTER TABLE \"users\" ALTER COLUMN \"age\" SET DATA TYPE integer;"});
  CHECK(found.is == outcome::wrong);
  CHECK(says(found, "42804"));
}

TEST_CASE("What leads elsewhere") {
  const verification found = tried(
      before, after, {"ALTER TABLE \"users\" ALTER COLUMN \"age\" SET DATA TYPE bigint USING 1;"});
  CHECK(found.is == outcome::wrong);
  CHECK(says(found, "- column public.users.age integer"));
  CHECK(says(found, "+ column public.users.age bigint"));
}

TEST_CASE("A way back that fails, or leads elsewhere") {
  CHECK(says(tried(before, after, {there}, {"ALTER TABLE \"nobody\" DROP COLUMN \"age\";"}),
             "the way back fails: 42P01"));
  CHECK(says(tried(before, after, {there}, {"ALTER TABLE \"users\" DROP COLUMN \"age\";"}),
             "after the way back the database is not what it was:"));
}

TEST_CASE("Rows that don't suit are told, and are no fault of the statements") {
  const model::database strict = with_column(column("age", "text", true));
  const verification found =
      tried(before, strict, {"ALTER TABLE \"users\" ALTER COLUMN \"age\" SET NOT NULL;"});
  CHECK(found.is == outcome::right);
  CHECK(found.with_rows.starts_with("23502"));
}

TEST_CASE("What only fails outside one transaction is seen") {
  model::database one;
  one.enums.push_back({.name = "state", .schema = "public", .values = {"open"}});
  one.tables.push_back(table("users", {key_column("id"), column("state", "state")}));
  one.tables[0].columns[1].type_schema = "public";
  model::database two = one;
  two.enums[0].values.emplace_back("late");
  two.tables[0].columns[1].default_ = {model::default_value::form::sql, "'late'"};
  const statements up = {"ALTER TYPE \"public\".\"state\" ADD VALUE 'late';",
                         "ALTER TABLE \"users\" ALTER COLUMN \"state\" SET DEFAULT 'late';"};
  CHECK(says(tried(one, two, up), "55P04"));

  const database scratch;
  CHECK(project::verify({.target = scratch.target(),
                         .kind = project::scratch_kind::given,
                         .before = &one,
                         .after = &two,
                         .up = {{up[0]}, {up[1]}}})
            .is == outcome::right);
}

TEST_CASE("A schema that can't be built there") {
  const verification found = tried(before, with_column(column("age", "no_such_type")), {there});
  CHECK(found.is == outcome::impossible);
  CHECK(says(found, "the new schema can't be built afresh: 42704"));
}

TEST_CASE("Only what is concerned is built: tables, what they point to, views over them") {
  model::database all = before;
  all.tables.push_back(table("others", {column("place", "no_such_type")}));
  all.tables.push_back(table("teams", {key_column("id")}));
  all.tables[0].foreign_keys.push_back(reference("a", "users", {"id"}, "teams", {"id"}));
  all.views.push_back({.name = "one", .schema = "public", .definition = "select id from users"});
  all.views.push_back({.name = "two", .schema = "public", .definition = "select id from one"});
  model::database grown = all;
  grown.tables[0].columns[1].type = "integer";
  CHECK(tried(all, grown, {there}, {back}).is == outcome::right);
  // The view two hangs on the view one, and that on the table.
  CHECK(says(tried(all, grown, {"DROP VIEW \"one\";", there}), "2BP01"));
}

TEST_CASE("Keys, cycles and checks: rows are found where they can be") {
  model::database all;
  all.tables.push_back(table("posts", {key_column("id"), column("owner", "integer", true)}));
  all.tables.push_back(table("users", {key_column("id"), column("best", "integer")}));
  all.tables[0].foreign_keys.push_back(reference("a", "posts", {"owner"}, "users", {"id"}));
  all.tables[1].foreign_keys.push_back(reference("b", "users", {"best"}, "posts", {"id"}));
  all.tables[1].check_constraints.push_back({.name = "never", .value = "\"id\" > 2"});
  model::database grown = all;
  grown.tables[0].columns.push_back(column("title", "text", true));
  const verification found =
      tried(all, grown, {"ALTER TABLE \"posts\" ADD COLUMN \"title\" text NOT NULL;"});
  CHECK(found.is == outcome::right);
  CHECK(found.with_rows.starts_with("23502"));
}

TEST_CASE("The scratch database is empty before and after") {
  const database scratch;
  const project::verify_request asked{.target = scratch.target(),
                                      .kind = project::scratch_kind::given,
                                      .before = &before,
                                      .after = &after,
                                      .up = {{there}}};
  CHECK(project::verify(asked).is == outcome::right);
  CHECK(project::verify(asked).is == outcome::right);
  scratch.connect().execute("create type mine as enum ('a')");
  CHECK_THROWS_WITH_AS(project::verify(asked), "the scratch database is not empty", error);
}

TEST_CASE("A database is made for it, and roles of others stay as they are") {
  const database others;
  pg::connection server = others.connect();
  const std::string role = concat("verify_", others.name());
  server.execute(concat("create role ", role, " createdb"));
  model::database with_role;
  with_role.roles.push_back({.name = role, .create_db = false});
  const model::database nothing;
  const verification found = project::verify({.target = others.target(),
                                              .before = &with_role,
                                              .after = &nothing,
                                              .up = {{concat("DROP ROLE \"", role, "\";")}}});
  CHECK(found.is == outcome::right);
  CHECK(server.query(concat("select rolcreatedb from pg_roles where rolname = '", role, "'"))
            .boolean(0, 0));
  server.execute(concat("drop role ", role));
  const std::string mine = concat("select from pg_database where datname like 'sluice_verify_%_",
                                  std::to_string(::getpid()), "_%'");
  CHECK(server.query(mine).rows() == 0);
}

TEST_CASE("What a killed run left is dropped; what another one has just made is not") {
  const database others;
  pg::connection server = others.connect();
  const std::string old = concat("sluice_verify_1700000000_", others.name());
  const std::string young = concat("sluice_verify_99999999999_", others.name());
  for (const std::string& one : {old, young}) server.execute(concat("create database ", one));
  const model::database nothing;
  CHECK(
      project::verify({.target = others.target(), .before = &nothing, .after = &nothing, .up = {}})
          .is == outcome::right);
  const auto is_there = [&](const std::string& name) {
    return server.query("select from pg_database where datname = $1", {name}).rows() == 1;
  };
  CHECK_FALSE(is_there(old));
  CHECK(is_there(young));
  server.execute(concat("drop database ", young));
}

}  // namespace sluice::test
