// What is said in two ways and is one thing to PostgreSQL.
#include "catalog/reconcile.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "model/type_name.hpp"
#include "support/database.hpp"
#include "support/model.hpp"

using namespace sluice;
using model::default_value;

namespace {

model::column& column_of(model::database& in, const std::string& column) {
  for (model::column& one : in.tables[0].columns) {
    if (one.name == column) return one;
  }
  throw std::runtime_error(column);
}

// A table `things` in both schemas; the live one gets what PostgreSQL prints.
struct sides {
  test::database scratch;
  pg::connection connection = scratch.connect();
  model::database live;
  model::database wanted;

  explicit sides(const std::string& columns) {
    connection.execute("create type mood as enum ('sad', 'ok')");
    connection.execute(concat("create table things (", columns, ")"));
    live.tables.push_back({.name = "things"});
    const auto rows = connection.query(
        "select attname, format_type(atttypid, atttypmod) from pg_attribute where attrelid = "
        "'things'::regclass and attnum > 0 order by attnum");
    for (int row = 0; row < rows.rows(); ++row) {
      model::column column{.name = std::string(rows.text(row, 0)),
                           .type = std::string(rows.text(row, 1))};
      if (model::without_array(column.type) == "mood") column.type_schema = "public";
      live.tables[0].columns.push_back(std::move(column));
    }
    wanted = live;
  }

  std::string printed(const std::string& query) {
    return std::string(connection.query(query).text(0, 0));
  }
  model::database reconciled() { return catalog::reconciled(live, wanted, connection); }

  bool is_same_check(const std::string& made, const std::string& said) {
    connection.execute("alter table things drop constraint if exists c");
    connection.execute(concat("alter table things add constraint c check (", made, ")"));
    live.tables[0].check_constraints = {
        {"c",
         printed("select pg_get_expr(conbin, conrelid) from pg_constraint where conname = 'c'")}};
    wanted.tables[0].check_constraints = {{"c", said}};
    return reconciled().tables[0].check_constraints[0].value == said;
  }
  bool is_same_default(const std::string& column, const std::string& made, default_value said) {
    connection.execute(concat("alter table things alter ", column, " set default ", made));
    model::column& one = column_of(live, column);
    one.default_ = {default_value::form::sql,
                    printed("select pg_get_expr(adbin, adrelid) from pg_attrdef")};
    column_of(wanted, column).default_ = said;
    model::database now = reconciled();
    const bool is_same = column_of(now, column).default_ == said;
    one.default_.reset();
    column_of(wanted, column).default_.reset();
    connection.execute(concat("alter table things alter ", column, " drop default"));
    return is_same;
  }
};

default_value sql(std::string text) {
  return {default_value::form::sql, std::move(text)};
}
default_value json(std::string text) {
  return {default_value::form::json, std::move(text)};
}

}  // namespace

TEST_CASE("conditions are compared as PostgreSQL reads them") {
  sides all("id integer, name varchar(20), note text, price numeric(10, 2), feeling mood");
  CHECK(all.is_same_check("name <> ''", "\"things\".\"name\" != ''"));
  CHECK(all.is_same_check("name in ('a', 'b')", "\"things\".\"name\" IN ('a','b')"));
  CHECK(all.is_same_check("feeling in ('sad', 'ok')", "feeling = any (array['sad','ok']::mood[])"));
  CHECK(all.is_same_check("price >= 0 and price <= 10", "(price >= 0) and (price <= 10)"));
  CHECK(all.is_same_check("id between 1 and 5", "id >= 1 and id <= 5"));
  CHECK(all.is_same_check("note like 'a%'", "note ~~ 'a%'"));
  CHECK_FALSE(all.is_same_check("note like 'a%'", "note like 'b%'"));
  CHECK_FALSE(all.is_same_check("id > 1", "id > 2"));
  CHECK_FALSE(all.is_same_check("id > 1", "missing > 2"));
  CHECK_FALSE(all.is_same_check("id > 1", "id > "));
}

TEST_CASE("what PostgreSQL prints and prints otherwise when it reads that is the same") {
  sides all("name varchar(20)");
  const std::string source = "name in ('a', 'b')";
  REQUIRE(all.is_same_check(source, source));
  const std::string printed = all.live.tables[0].check_constraints[0].value;
  REQUIRE(all.is_same_check(printed, source));
  CHECK(all.live.tables[0].check_constraints[0].value != printed);
}

TEST_CASE("defaults are compared as PostgreSQL reads them") {
  sides all(
      "id integer, name varchar(20), data jsonb, at timestamp, price numeric(10, 2), feeling mood, "
      "tags text[]");
  CHECK(all.is_same_default("name", "'a'", sql("'a'")));
  CHECK(all.is_same_default("name", "'a'", sql("'a'::varchar")));
  CHECK_FALSE(all.is_same_default("name", "'a'", sql("'b'")));
  CHECK(all.is_same_default("data", "'{\"a\":1}'", sql("'{\"a\":1}'::jsonb")));
  CHECK(all.is_same_default("data", "'{\"a\":1}'", json("{\"a\": 1}")));
  CHECK(all.is_same_default("at", "now()", sql("now()")));
  CHECK_FALSE(all.is_same_default("at", "now()", sql("current_timestamp")));
  CHECK(all.is_same_default("at", "current_timestamp", sql("CURRENT_TIMESTAMP")));
  CHECK(all.is_same_default("id", "-1", json("-1")));
  CHECK(all.is_same_default("price", "0", sql("0")));
  CHECK(all.is_same_default("feeling", "'ok'", sql("'ok'")));
  CHECK(all.is_same_default("tags", "'{}'", sql("'{}'::text[]")));
  CHECK(all.is_same_default("tags", "array['a']", sql("ARRAY['a']")));
}

TEST_CASE("views are compared as PostgreSQL reads them") {
  sides all("id integer, name varchar(20)");
  all.connection.execute("create view names as select name from things where id > 1");
  all.connection.execute("create materialized view ids as select id as it from things");
  all.live.views = {{.name = "ids",
                     .schema = "public",
                     .definition = "SELECT things.id AS it FROM things",
                     .materialized = true},
                    {.name = "names",
                     .schema = "public",
                     .definition = "SELECT things.name FROM things WHERE things.id > 1"}};
  all.wanted.views = {{.name = "names",
                       .schema = "public",
                       .definition = "select \"name\" from \"things\" where \"things\".\"id\" > 1"},
                      {.name = "ids",
                       .schema = "public",
                       .definition = "(select id it from things)",
                       .materialized = true}};
  CHECK(all.reconciled().views == all.wanted.views);
  all.wanted.views[0].definition = "select name from things where id > 2";
  all.wanted.views[1].definition = "select id from things";
  const model::database now = all.reconciled();
  CHECK(now.views[0].definition == all.live.views[1].definition);
  CHECK(now.views[1].definition == all.live.views[0].definition);
}

TEST_CASE("indexes, policies and generated columns are compared as PostgreSQL reads them") {
  sides all("id integer, name varchar(20), low text generated always as (lower(name)) stored");
  all.connection.execute(
      "create index i on things (lower(name) desc, id) where id > 1;"
      "create policy p on things using (name = current_user) with check (exists (select from "
      "things t where t.id = things.id))");
  model::table& live = all.live.tables[0];
  model::table& wanted = all.wanted.tables[0];
  live.columns[2].generated = {"lower((name)::text)"};
  wanted.columns[2].generated = {"lower(\"things\".\"name\")"};
  live.indexes = {
      {.name = "i",
       .columns =
           {{.expression = "lower((name)::text) DESC", .is_expression = true, .nulls = "last"},
            {.expression = "id", .nulls = "last", .opclass = "int4_ops", .implied_opclass = true}},
       .where = "(id > 1)"}};
  wanted.indexes = {
      {.name = "i",
       .columns = {{.expression = "lower(\"name\") desc", .is_expression = true, .nulls = "last"},
                   {.expression = "id", .nulls = "last"}},
       .where = "\"things\".\"id\" > 1",
       .concurrently = true}};
  live.policies = {
      {.name = "p",
       .as = "PERMISSIVE",
       .for_ = "ALL",
       .to = {{"public"}},
       .using_ = "((name)::name = CURRENT_USER)",
       .with_check = "(EXISTS ( SELECT\n   FROM things t\n  WHERE (t.id = things.id)))"}};
  wanted.policies = {
      {.name = "p",
       .using_ = "name = current_user",
       .with_check = "exists (select from \"public\".\"things\" as t where t.id = things.id)"}};
  live.is_rls_enabled = true;
  CHECK(all.reconciled() == all.wanted);
  wanted.indexes[0].columns[0].expression = "lower(name)";
  wanted.policies[0].using_ = "name <> current_user";
  wanted.columns[2].generated = {"upper(name)"};
  const model::table now = all.reconciled().tables[0];
  CHECK(now.indexes[0].columns[0] == live.indexes[0].columns[0]);
  CHECK(now.policies[0].using_ == live.policies[0].using_);
  CHECK(now.columns[2] == live.columns[2]);
}

TEST_CASE("types of the user's are compared as PostgreSQL reads them") {
  sides all("id integer, feeling mood, many mood[], at timestamp(3)");
  all.connection.execute("create domain small as integer; alter table things add size small");
  all.live.tables[0].columns.push_back({.name = "size", .type = "small"});
  std::vector<model::column>& wanted = all.wanted.tables[0].columns;
  wanted[0].type = "int4";
  wanted[1] = {.name = "feeling", .type = "public.mood"};
  wanted[2].type = "mood[][]";
  wanted[3].type = "timestamp (3) without time zone";
  wanted.push_back({.name = "size", .type = "public.small"});
  CHECK(all.reconciled() == all.wanted);
  wanted[1].type = "moods";
  wanted[4].type = "int4";
  const model::database now = all.reconciled();
  CHECK(now.tables[0].columns[1] == all.live.tables[0].columns[1]);
  CHECK(now.tables[0].columns[4] == all.live.tables[0].columns[4]);
}

TEST_CASE("nothing is written, and no right is needed but to look") {
  sides all("id integer");
  all.connection.execute("alter table things add constraint c check (id > 1)");
  all.live.tables[0].check_constraints = {{"c", "(id > 1)"}};
  all.wanted.tables[0].check_constraints = {{"c", "not id <= 1"}};
  all.connection.execute("set default_transaction_read_only = on");
  CHECK(all.reconciled() == all.live);
  all.connection.execute("set default_transaction_read_only = off");
  all.connection.execute(
      concat("revoke temporary on database ", all.scratch.name(), " from public"));
  all.connection.execute(concat("create role ", all.scratch.name()));
  all.connection.execute(concat("set role ", all.scratch.name()));
  CHECK(all.reconciled() == all.live);
  all.connection.execute(concat("reset role; drop role ", all.scratch.name()));
  CHECK(all.printed("select count(*) from pg_class where relname like 'sluice%'") == "0");
}

TEST_CASE("a table that is locked is waited for, and then not taken for another") {
  sides all("id integer");
  all.connection.execute("alter table things add constraint c check (id > 1)");
  all.live.tables[0].check_constraints = {{"c", "(id > 1)"}};
  all.wanted.tables[0].check_constraints = {{"c", "1 < id"}};
  pg::connection other = all.scratch.connect();
  other.execute("begin; lock table things in access exclusive mode");
  CHECK_THROWS_AS(all.reconciled(), error);
  CHECK(all.connection.transaction() == pg::transaction_state::idle);
}

TEST_CASE("a long text is compared to its end") {
  sides all("id integer, name text");
  std::string condition;
  for (int i = 0; i < 20; ++i) condition += concat("not id = ", std::to_string(i), " and ");
  const auto make = [&](const std::string& last) {
    return concat(condition, "name = '", last, "'");
  };
  all.connection.execute(concat("create index i on things (id) where ", make("a")));
  all.live.tables[0].indexes = {
      {.name = "i",
       .columns = {{.expression = "id"}},
       .where = all.printed("select pg_get_expr(indpred, indrelid) from pg_index where indexrelid "
                            "= 'i'::regclass")}};
  all.wanted.tables[0].indexes = {{.name = "i",
                                   .columns = {{.expression = "id"}},
                                   .where = replace_all(make("a"), "not id =", "not 0 + id =")}};
  CHECK(all.reconciled().tables[0].indexes[0].where == all.live.tables[0].indexes[0].where);
  all.wanted.tables[0].indexes[0].where = replace_all(make("a"), "'a'", "E'\\141'");
  CHECK(all.reconciled() == all.wanted);
  all.wanted.tables[0].indexes[0].where = make("b");
  CHECK(all.reconciled() == all.live);
}

TEST_CASE("of keys with the same columns CREATE TABLE makes the first alone") {
  sides both("a integer, b integer");
  both.wanted.tables[0].primary_keys = {{"things_pk", {"a", "b"}}};
  both.live.tables[0].primary_keys = both.wanted.tables[0].primary_keys;
  both.wanted.tables[0].unique_constraints = {{"as_the_key", false, {"a", "b"}},
                                              {"other_order", false, {"b", "a"}},
                                              {"first", false, {"b"}},
                                              {"second", false, {"b"}},
                                              {"other_nulls", true, {"b"}}};
  both.live.tables[0].unique_constraints = {{"first", false, {"b"}}};
  std::string names;
  const model::database now = both.reconciled();
  for (const auto& one : now.tables[0].unique_constraints) names += one.name + " ";
  CHECK(names == "first as_the_key second ");
  // Where the schema has another key, the constraint is what is left.
  both.wanted.tables[0].primary_keys.clear();
  CHECK(both.reconciled().tables[0].unique_constraints.size() == 2);
}

TEST_CASE("operator classes that go without saying") {
  sides all("note text, name varchar(20)");
  all.connection.execute("create index i on things (note, name, lower(note) text_pattern_ops)");
  all.live.tables[0].indexes = {
      {.name = "i",
       .columns = {{.expression = "note"},
                   {.expression = "name", .opclass = "text_ops", .implied_opclass = true},
                   {.expression = "lower(note) text_pattern_ops", .is_expression = true}}}};
  all.wanted.tables[0].indexes = {
      {.name = "i",
       .columns = {
           {.expression = "note", .opclass = "text_ops"},
           {.expression = "name"},
           {.expression = "lower(note)", .is_expression = true, .opclass = "text_pattern_ops"}}}};
  CHECK(all.reconciled() == all.wanted);
  all.wanted.tables[0].indexes[0].columns[0].opclass = "text_pattern_ops";
  all.wanted.tables[0].indexes[0].columns[2].opclass = "text_ops";
  const model::database now = all.reconciled();
  CHECK(now.tables[0].indexes[0].columns[0] == all.live.tables[0].indexes[0].columns[0]);
  CHECK(now.tables[0].indexes[0].columns[2] == all.live.tables[0].indexes[0].columns[2]);
}
