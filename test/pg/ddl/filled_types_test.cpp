// Columns of filled tables that get another type: the rows are there before, and right after.
#include <doctest/doctest.h>

#include "support/migrated.hpp"

namespace sluice::test {
namespace {

using form = model::default_value::form;

model::database one_column(const std::string& type, std::optional<std::string> default_sql = {}) {
  model::database out = database({table("t", {key_column("id"), column("c", type)})});
  if (default_sql) out.tables[0].columns[1].default_ = {form::sql, *default_sql};
  return out;
}

model::database with_mood(model::database schema, std::vector<std::string> values) {
  schema.enums = {{"mood", "public", std::move(values)}};
  for (model::column& one : schema.tables[0].columns) {
    if (one.type.starts_with("mood")) one.type_schema = "public";
  }
  return schema;
}

TEST_CASE("text becomes jsonb, uuid, integer, boolean, timestamp and an array") {
  struct step {
    std::string type;
    std::string before;
    std::string after;
  };
  for (const step& one : {step{"jsonb", R"({"a":1})", R"({"a": 1})"},
                          step{"uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
                               "6ba7b810-9dad-11d1-80b4-00c04fd430c8"},
                          step{"integer", "42", "42"}, step{"boolean", "yes", "t"},
                          step{"timestamp (3)", "2024-05-06 07:08", "2024-05-06 07:08:00"},
                          step{"text[]", "{a,b}", "{a,b}"}, step{"bytea", "a", "\\x61"},
                          step{"numeric(10, 2)", "1.5", "1.50"}}) {
    CAPTURE(one.type);
    migrated at(one_column("text"));
    at.run(concat("insert into t values (1, '", one.before, "'), (2, null)"));
    at.to(one_column(one.type));
    CHECK(at.ask("select c from t where id = 1") == one.after);
    CHECK(at.ask("select c is null from t where id = 2") == "t");
  }
}

TEST_CASE("a default that has no cast goes and comes") {
  migrated at(one_column("text", "'1'"));
  at.run("insert into t (id) values (1)");
  at.to(one_column("integer", "2"));
  at.run("insert into t (id) values (2)");
  CHECK(at.ask("select string_agg(c::text, ',' order by id) from t") == "1,2");
  at.to(one_column("boolean"));
  at.run("insert into t (id) values (3)");
  CHECK(at.ask("select string_agg(coalesce(c::text, '-'), ',' order by id) from t") ==
        "true,true,-");
}

TEST_CASE("arrays are cast element by element") {
  migrated at(one_column("text[]"));
  at.run("insert into t values (1, '{1,2}')");
  at.to(one_column("integer[]"));
  CHECK(at.ask("select c[2] + 1 from t") == "3");
  at.to(one_column("bigint[]"));
  CHECK(at.ask("select c[1] from t") == "1");
}

TEST_CASE("an answer says how where there is no cast") {
  migrated at(one_column("integer"));
  at.run("insert into t values (1, 5)");
  diff::answers given;
  given.conversions = {{{"public", "t", "c"}, "lpad(\"c\"::text, 32, '0')::uuid"}};
  at.to(one_column("uuid"), given);
  CHECK(at.ask("select c from t") == "00000000-0000-0000-0000-000000000005");
}

TEST_CASE("text becomes an enum and goes back, with its default") {
  migrated at(one_column("text", "'ok'"));
  at.run("insert into t values (1, 'bad')");
  at.to(with_mood(one_column("mood", "'ok'"), {"ok", "bad"}));
  at.run("insert into t (id) values (2)");
  CHECK(at.ask("select string_agg(c::text, ',' order by id) from t") == "bad,ok");
  at.to(with_mood(one_column("mood"), {"ok", "bad"}));
  at.to(one_column("text", "'x'"));
  at.run("insert into t (id) values (3)");
  CHECK(at.ask("select string_agg(c, ',' order by id) from t") == "bad,ok,x");
}

TEST_CASE("an enum loses a value under everything that can stand on a column") {
  const auto schema = [](std::vector<std::string> values) {
    model::database out =
        with_mood(database({table("t", {key_column("id"), column("c", "mood", true),
                                        column("all", "mood[]"), column("label", "text")})}),
                  std::move(values));
    model::table& t = out.tables[0];
    t.columns[1].default_ = {form::sql, "'ok'"};
    t.columns[2].default_ = {form::sql, "'{ok}'"};
    t.columns[3].generated = {"case when \"c\" = 'ok' then 'fine' else 'not' end"};
    t.check_constraints = {{"t_check", "\"c\" <> 'never'"}};
    t.indexes = {
        {.name = "t_where", .columns = {{"id", false, true, "last"}}, .where = "\"c\" = 'ok'"},
        {.name = "t_all", .columns = {{"all", false, true, "last"}}, .method = "gin"},
        {.name = "t_label", .columns = {{"label", false, true, "last"}}}};
    t.unique_constraints = {{"t_c_id", false, {"c", "id"}}};
    t.policies = {{.name = "p",
                   .as = "PERMISSIVE",
                   .for_ = "ALL",
                   .to = {{"public"}},
                   .using_ = "\"c\" = 'ok'"}};
    out.tables.push_back(table("u", {column("c", "mood")}));
    out.tables[1].columns[0].type_schema = "public";
    out.views = {
        {.name = "v", .schema = "public", .definition = "select c, label from t"},
        {.name = "w", .schema = "public", .definition = "select c from v"},
        {.name = "m", .schema = "public", .definition = "select * from t", .materialized = true}};
    return out;
  };
  migrated at(schema({"ok", "bad", "never"}));
  at.run("insert into t values (1, 'bad', '{ok,bad}'), (2, default, default)");
  at.run("insert into u values ('ok')");
  at.to(schema({"bad", "ok", "never"}));
  at.to(schema({"ok", "bad", "never", "new"}));
  at.to(schema({"ok", "bad", "never"}));
  at.run("insert into t (id) values (3)");
  CHECK(at.ask("select string_agg(concat(c, \"all\", label), ' ' order by id) from t") ==
        "bad{ok,bad}not ok{ok}fine ok{ok}fine");
  CHECK(at.ask("select count(*) from w") == "3");
  CHECK(at.ask("select count(*) from m") == "2");
  CHECK(at.ask("select count(*) from pg_indexes where tablename = 't'") == "5");
  CHECK(at.ask("select count(*) from pg_policies") == "1");
  CHECK(at.ask("select count(*) from pg_constraint where conname = 't_check'") == "1");
}

TEST_CASE("a column changes under views, a policy, a generated column and a reference") {
  const auto schema = [](const std::string& type) {
    model::database out = database(
        {table("users", {key_column("id", type), column("code", type)}),
         table("orders", {key_column("id"), column("user_id", type), column("twice", "text")})});
    out.tables[0].policies = {{.name = "p",
                               .as = "PERMISSIVE",
                               .for_ = "ALL",
                               .to = {{"public"}},
                               .using_ = "\"code\" is not null"}};
    out.tables[1].columns[2].generated = {"\"user_id\"::text || \"user_id\"::text"};
    out.tables[1].unique_constraints = {{"orders_twice", false, {"twice"}}};
    out.tables[1].check_constraints = {{"has_user", "\"user_id\" is not null and twice <> ''"}};
    out.tables[1].foreign_keys = {reference("by_user", "orders", {"user_id"}, "users", {"id"})};
    out.tables[1].policies = {{.name = "own",
                               .as = "PERMISSIVE",
                               .for_ = "ALL",
                               .to = {{"public"}},
                               .using_ = "exists (select 1 from users u where u.id = user_id)"}};
    out.views = {
        {.name = "second", .schema = "public", .definition = "select user_id from first"},
        {.name = "first", .schema = "public", .definition = "select user_id, twice from orders"}};
    return out;
  };
  model::database before = schema("text");
  std::swap(before.views[0], before.views[1]);
  migrated at(before);
  at.run("insert into users values ('7', '8')");
  at.run("insert into orders values (1, '7')");
  at.to(schema("integer"));
  CHECK(at.ask("select concat(user_id + 1, twice) from orders") == "877");
  CHECK(at.ask("select user_id from second") == "7");
  CHECK(at.ask("select count(*) from pg_policies") == "2");
  CHECK(at.ask("select count(*) from pg_constraint where contype in ('f', 'u', 'c') and "
               "connamespace = 'public'::regnamespace") == "3");
}

}  // namespace
}  // namespace sluice::test
