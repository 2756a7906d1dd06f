#include "reading.hpp"

using namespace std::string_literals;
using sluice::test::read_database;
namespace model = sluice::model;
using names = std::vector<std::string>;

namespace {

template <typename Named>
names names_of(const std::vector<Named>& all) {
  names out;
  for (const Named& one : all) out.push_back(one.name);
  return out;
}

}  // namespace

TEST_CASE("keys: a column's own, one of several columns, none") {
  read_database db(
      "create table a (x integer primary key, y integer);"
      "create table b (x integer, y integer, constraint both_of primary key (y, x));"
      "create table c (x integer)");
  const auto tables = db.schema().tables;
  REQUIRE(names_of(tables) == names{"a", "b", "c"});
  CHECK(tables[0].columns[0].primary_key);
  CHECK(tables[0].columns[0].not_null);
  CHECK(!tables[0].columns[1].primary_key);
  CHECK(tables[0].primary_keys.empty());
  CHECK(!tables[1].columns[0].primary_key);
  REQUIRE(tables[1].primary_keys.size() == 1);
  CHECK(tables[1].primary_keys[0] == model::primary_key{"both_of", {"y", "x"}});
}

TEST_CASE("columns stand as JavaScript lists them, and dropped ones leave nothing") {
  read_database db(
      "create table t (b integer, gone integer, \"10\" integer, \"2\" integer, a integer);"
      "alter table t drop column gone; alter table t add unique (a, \"10\")");
  CHECK(names_of(db.table().columns) == names{"2", "10", "b", "a"});
  CHECK(db.table().unique_constraints.at(0).columns == names{"a", "10"});
}

TEST_CASE("foreign keys: columns in order, actions, tables of schemas that are not read") {
  read_database db(
      "create schema auth; create table auth.users (id integer primary key);"
      "create table \"Target\" (a integer, b integer, unique (b, a));"
      "create table t (x integer, y integer references auth.users on update set null,"
      "  constraint two foreign key (x, y) references \"Target\" (b, a) on delete set default on "
      "update "
      "restrict);"
      "create unique index target_index on \"Target\" (a)");
  const model::table t = db.table();
  REQUIRE(names_of(t.foreign_keys) == names{"t_y_fkey", "two"});
  CHECK(t.foreign_keys[0] == model::foreign_key{.name = "t_y_fkey",
                                                .table_from = "t",
                                                .table_to = "users",
                                                .schema_to = "auth",
                                                .columns_from = {"y"},
                                                .columns_to = {"id"},
                                                .on_delete = "no action",
                                                .on_update = "set null"});
  CHECK(t.foreign_keys[1] == model::foreign_key{.name = "two",
                                                .table_from = "t",
                                                .table_to = "Target",
                                                .schema_to = "public",
                                                .columns_from = {"x", "y"},
                                                .columns_to = {"b", "a"},
                                                .on_delete = "set default",
                                                .on_update = "restrict"});
}

TEST_CASE("a foreign key to a partitioned table is one") {
  read_database db(
      "create table p (a integer primary key) partition by range (a);"
      "create table p1 partition of p for values from (1) to (2);"
      "create table p2 partition of p for values from (2) to (3);"
      "create table t (a integer references p deferrable)");
  const model::table t = db.table();
  REQUIRE(names_of(t.foreign_keys) == names{"t_a_fkey"});
  CHECK(t.foreign_keys[0].columns_to == names{"a"});
  int deferrable = 0;
  for (const model::other_object& one : db.reading().others) {
    if (one.kind == "deferrable constraint") ++deferrable;
  }
  CHECK(deferrable == 1);
}

TEST_CASE("an index that a foreign key leans on is still an index") {
  read_database db(
      "create table t (a integer); create unique index of_a on t (a);"
      "create table u (a integer references t (a))");
  CHECK(names_of(db.table().indexes) == names{"of_a"});
}

TEST_CASE("unique constraints, with NULLS NOT DISTINCT where there is such a thing") {
  read_database db("create table t (a integer, constraint u unique (a))");
  CHECK(!db.table().unique_constraints.at(0).nulls_not_distinct);
  CHECK(db.table().indexes.empty());
  if (db.server_version() < 150000) return;
  db.run("drop table t; create table t (a integer, constraint u unique nulls not distinct (a))");
  CHECK(db.table().unique_constraints.at(0).nulls_not_distinct);
}

TEST_CASE("checks of the same name in two schemas, and one that was not validated") {
  read_database db(
      "create schema app; create table app.t (a integer constraint c check (a > 2));"
      "create table t (a integer constraint c check (a > 1));"
      "alter table t add constraint d check ((a > 1) or (a < 0)) not valid");
  const auto checks = db.table().check_constraints;
  REQUIRE(names_of(checks) == names{"c", "d"});
  CHECK(checks[0].value == "a > 1");
  CHECK(checks[1].value == "(a > 1) OR (a < 0)");
}

TEST_CASE("indexes: order, operator classes, expressions, collations, predicates, parameters") {
  read_database db(
      "create type mood as enum ('ok'); create domain label as text;"
      "create table t (a text, b integer, v varchar(5), m mood, j jsonb, l label, r text[]);"
      "create index i1 on t (a desc, b nulls first) where b > 1;"
      "create unique index i2 on t (lower(a) collate \"C\" text_pattern_ops desc, (b + 1), v) with "
      "(fillfactor = 70);"
      "create index i3 on t using gin (j jsonb_path_ops); create index i4 on t using gin (j);"
      "create index i5 on t (v, m, l, r); create index i6 on t (v varchar_pattern_ops, a collate "
      "\"C\" desc nulls last);"
      "create index i7 on t (b) include (a)");
  const model::table t = db.table();
  REQUIRE(names_of(t.indexes) == names{"i1", "i2", "i3", "i4", "i5", "i6", "i7"});
  const auto column = [](std::string name, std::string opclass) {
    return model::index_column{
        .expression = std::move(name), .nulls = "last", .opclass = std::move(opclass)};
  };
  const auto expression = [](std::string text) {
    return model::index_column{
        .expression = std::move(text), .is_expression = true, .nulls = "last"};
  };
  model::index_column descending = column("a", "text_ops");
  descending.asc = false;
  descending.nulls = "first";
  model::index_column nulls_first = column("b", "int4_ops");
  nulls_first.nulls = "first";
  CHECK(t.indexes[0] ==
        model::index{.name = "i1", .columns = {descending, nulls_first}, .where = "(b > 1)"});
  CHECK(t.indexes[1] ==
        model::index{.name = "i2",
                     .columns = {expression("lower(a) COLLATE \"C\" text_pattern_ops DESC"),
                                 expression("(b + 1)"), column("v", "text_ops")},
                     .is_unique = true,
                     .with = {{"fillfactor", "70"}}});
  CHECK(t.indexes[2] ==
        model::index{.name = "i3", .columns = {column("j", "jsonb_path_ops")}, .method = "gin"});
  CHECK(!t.indexes[2].columns[0].implied_opclass);
  CHECK(t.indexes[3] ==
        model::index{.name = "i4", .columns = {column("j", "jsonb_ops")}, .method = "gin"});
  CHECK(t.indexes[3].columns[0].implied_opclass);
  for (const model::index_column& one : t.indexes[4].columns) CHECK(one.implied_opclass);
  CHECK(t.indexes[5].columns == std::vector{column("v", "varchar_pattern_ops"),
                                            expression("\"a\" COLLATE \"C\" DESC NULLS LAST")});
  CHECK(!t.indexes[5].columns[0].implied_opclass);
  CHECK(t.indexes[6].columns == std::vector{column("b", "int4_ops")});
}

TEST_CASE("an index on a materialized view is no table's") {
  read_database db("create materialized view m as select 1 as a; create index i on m (a)");
  CHECK(db.schema().tables.empty());
}

TEST_CASE("identity columns, serial columns and sequences of their own") {
  read_database db(
      "create schema app;"
      "create table app.t (\"Id\" integer generated by default as identity (increment by -2 "
      "minvalue -9 "
      "maxvalue 5 start with 4 cache 3 cycle), s bigserial);"
      "create sequence app.\"Own\" as integer increment 5;"
      "create sequence app.owned owned by app.t.s;"
      "create sequence app.elsewhere; create table app.u (x integer default "
      "nextval('app.elsewhere'))");
  const model::database all = db.schema({.schema_filter = {"app"}});
  const model::column& id = all.tables.at(0).columns.at(0);
  REQUIRE(id.identity);
  CHECK(*id.identity == model::identity{.always = false,
                                        .name = "t_Id_seq",
                                        .schema = "app",
                                        .options = {"-2", "-9", "5", "4", "3", true}});
  CHECK(all.tables[0].columns[1].type == "bigserial");
  CHECK(!all.tables[0].columns[1].default_);
  CHECK(names_of(all.sequences) == names{"Own", "elsewhere", "owned"});
  CHECK(all.sequences[0].options ==
        model::sequence_options{"5", "1", "2147483647", "1", "1", false});
  CHECK(all.tables.at(1).columns.at(0).default_->text == "nextval('app.elsewhere'::regclass)");
}

TEST_CASE("a generated column has an expression and no default") {
  read_database db("create table t (a integer, b integer generated always as (a * 2) stored)");
  const model::column b = db.table().columns.at(1);
  CHECK(b.generated == model::generated{"(a * 2)"});
  CHECK(!b.default_);
}

TEST_CASE("every policy has its conditions, whatever number it is") {
  read_database db(
      "create table t (a integer); alter table t enable row level security;"
      "create policy p1 on t using (a = 1);"
      "create policy p2 on t as restrictive for update to postgres, pg_monitor using (a = 2) with "
      "check (a > 2)");
  const model::table t = db.table();
  CHECK(t.is_rls_enabled);
  REQUIRE(t.policies.size() == 2);
  CHECK(t.policies[0] == model::policy{.name = "p1",
                                       .as = "PERMISSIVE",
                                       .for_ = "ALL",
                                       .to = names{"public"},
                                       .using_ = "(a = 1)"});
  CHECK(t.policies[1] == model::policy{.name = "p2",
                                       .as = "RESTRICTIVE",
                                       .for_ = "UPDATE",
                                       .to = names{"pg_monitor", "postgres"},
                                       .using_ = "(a = 2)",
                                       .with_check = "(a > 2)"});
}

TEST_CASE("policies on tables of others are read where the schema has them") {
  read_database db(
      "create schema auth; create table auth.users (a integer);"
      "create policy mine on auth.users using (true); create policy theirs on auth.users using "
      "(false)");
  CHECK(db.schema().policies.empty());
  sluice::catalog::scope about;
  about.linked_policies = {{.name = "mine", .on = "\"auth\".\"users\""},
                           {.name = "new", .on = "\"auth\".\"users\""}};
  const auto policies = db.schema(about).policies;
  REQUIRE(policies.size() == 1);
  CHECK(policies[0].name == "mine");
  CHECK(policies[0].on == "\"auth\".\"users\"");
  CHECK(policies[0].schema == "auth");
}

TEST_CASE("views on one line, with their options; blanks in literals stay") {
  read_database db(
      "create table t (a integer not null, b text); create view v with (security_barrier = true) as"
      "  select a, b,\n 'x  ; y' as \"c  d\" from t where a > 1 with local check option;"
      "create materialized view m with (fillfactor = 50) as select count(*) as n from t;");
  const auto views = db.schema().views;
  REQUIRE(names_of(views) == names{"m", "v"});
  CHECK(views[0].materialized);
  CHECK(views[0].columns.at(0).type == "bigint");
  CHECK(views[0].with == std::vector<model::option>{{"fillfactor", "50"}});
  CHECK(!views[0].using_);
  CHECK(names_of(views[1].columns) == names{"a", "b", "c  d"});
  CHECK(views[1].definition->find("'x  ; y'::text AS \"c  d\" FROM t WHERE") != std::string::npos);
  CHECK(views[1].with ==
        std::vector<model::option>{{"securityBarrier", "true"}, {"checkOption", "\"local\""}});
}

TEST_CASE("enums in order of their values, also one without") {
  read_database db(
      "create type b as enum ('y', 'x'); alter type b add value 'z' before 'x'; create type a as "
      "enum ()");
  const auto enums = db.schema().enums;
  REQUIRE(names_of(enums) == names{"a", "b"});
  CHECK(enums[0].values.empty());
  CHECK(enums[1].values == names{"y", "z", "x"});
}

TEST_CASE(
    "what a filter leaves out: schemas, tables, the ledger, extensions, our own bookkeeping") {
  read_database db(
      "create schema app; create schema empty; create schema sluice; create schema drizzle; create "
      "table sluice.runs (a integer);"
      "create table drizzle.__drizzle_migrations (id serial primary key);"
      "create table app.a (x integer); create table users (x serial); create table user_logs (x "
      "integer);"
      "create view user_view as select 1 as a; create extension pg_stat_statements");
  sluice::catalog::scope about;
  about.left_out = {{"drizzle", "__drizzle_migrations"}};
  CHECK(names_of(db.schema(about).tables) == names{"user_logs", "users"});
  CHECK(names_of(db.schema(about).views) == names{"user_view"});
  CHECK(db.schema(about).schemas.empty());
  about.every_schema = true;
  const model::database every = db.schema(about);
  CHECK(names_of(every.tables) == names{"a", "user_logs", "users"});
  CHECK(every.schemas == names{"app", "empty"});
  CHECK(every.sequences.empty());
  db.run("create table drizzle.mine (a integer)");
  CHECK(db.schema(about).schemas == names{"app", "drizzle", "empty"});
  about.every_schema = false;
  about.tables_filter = {"user*", "!*_logs"};
  CHECK(names_of(db.schema(about).tables) == names{"users"});
  about.tables_filter = {"{users,nothing}"};
  CHECK(names_of(db.schema(about).tables) == names{"users"});
  CHECK(db.schema(about).views.empty());
  about.tables_filter = {"nothing"};
  CHECK(db.schema(about).sequences.empty());
}

TEST_CASE("a partition, an heir and a foreign table are no tables that a schema could make") {
  read_database db(
      "create table p (a integer) partition by range (a); create table p1 partition of p for "
      "values from (1) to (2);"
      "create table parent (a integer); create table heir () inherits (parent);"
      "create type shape as (a integer); create table typed of shape;"
      "create table t (a integer)");
  CHECK(names_of(db.schema().tables) == names{"parent", "t"});
}

TEST_CASE("roles: none unasked; those that are named; all but what no schema makes") {
  const auto roles = [](read_database& db, sluice::catalog::role_scope about) {
    names out;
    for (const model::role& one : db.schema({.roles = std::move(about)}).roles) {
      if (one.name.starts_with("catalog_test_") || one.name.starts_with("pg_") ||
          one.name == "postgres") {
        out.push_back(one.name);
      }
    }
    return out;
  };
  read_database db(
      "drop role if exists catalog_test_a, catalog_test_b;"
      "create role catalog_test_a createrole noinherit; create role catalog_test_b superuser");
  CHECK(roles(db, {}).empty());
  CHECK(roles(db, {.wanted = true}) == names{"catalog_test_a"});
  CHECK(roles(db, {.wanted = true, .exclude = {"catalog_test_a"}}).empty());
  CHECK(roles(db, {.wanted = true, .include = {"catalog_test_b"}}) == names{"catalog_test_b"});
  const auto all = db.schema({.roles = {.wanted = true, .include = {"catalog_test_a"}}}).roles;
  CHECK(all.at(0) == model::role{"catalog_test_a", false, true, false});
  db.run("drop role catalog_test_a, catalog_test_b");
}

TEST_CASE("a failed reading leaves no transaction behind") {
  read_database db("");
  db.run("set statement_timeout = 1");
  CHECK_THROWS_AS(
      [&] {
        for (int i = 0; i < 100; ++i) db.schema();
      }(),
      sluice::error);
  db.run("reset statement_timeout");
  CHECK(db.schema().tables.empty());
}
