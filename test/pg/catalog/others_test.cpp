#include <algorithm>

#include "reading.hpp"

using sluice::test::read_database;
namespace catalog = sluice::catalog;
namespace model = sluice::model;
using names = std::vector<std::string>;

namespace {

// "kind|schema|relation|name"
names names_of(const std::vector<model::other_object>& all) {
  names out;
  for (const model::other_object& one : all) {
    out.push_back(sluice::concat(one.kind, "|", one.schema, "|", one.relation, "|", one.name));
  }
  return out;
}

// What one statement, or a few, add to a table that a schema could make.
std::string other_of(std::string_view sql) {
  read_database db("create table t (a integer, b text); create table u (a integer primary key)");
  db.run(sql);
  const auto found = db.reading().others;
  std::string out;
  for (const model::other_object& one : found) {
    out += sluice::concat(out.empty() ? "" : "; ", one.kind, " ", one.relation, ".", one.name,
                          " = ", one.definition);
  }
  return out;
}

const char* const everything = R"sql(
create schema app; create schema drizzle; create table drizzle.__drizzle_migrations (id serial primary key); 
create role catalog_test_other; alter schema drizzle owner to catalog_test_other;
alter table drizzle.__drizzle_migrations owner to catalog_test_other;
create domain pos as int default 3 constraint p check (value > 0);
create type comp as (a int, b text); create type myrange as range (subtype = float8);
create function f(a int, b text default 'x') returns int language sql as 'select 1';
create procedure pr(int) language sql as 'select 1'; create aggregate agg(int) (sfunc = int4pl, stype = int, initcond='0');
create table t (a int constraint pk_custom primary key, b text collate "C", c text, d int, e int4range, exclude using gist (e with &&), 
  constraint ck check (d > 0) no inherit, constraint u unique (c) deferrable initially deferred, constraint ui unique (b) include (c));
alter table t alter c set storage external, alter d set statistics 50, alter d set (n_distinct=5);
alter table t add constraint nv check (d < 100) not valid;
create table t2 (a int, b int, s serial, foreign key (a) references t(a) match full deferrable);
alter sequence t2_s_seq increment 2; alter sequence t2_s_seq rename to oddname;
alter table t2 force row level security; alter table t2 replica identity full; 
create index inc on t2 (a) include (b); alter table t2 cluster on inc;
create function trf() returns trigger language plpgsql as 'begin return new; end';
create trigger tr before insert on t for each row execute function trf(); alter table t disable trigger tr;
create rule ru as on insert to t2 do nothing; create statistics st on a, b from t2;
create unlogged table ul (a int) with (fillfactor=70, toast.autovacuum_enabled=false, autovacuum_enabled=false);
create table pt (a int, b int, primary key (a)) partition by range (a); create table pt1 partition of pt for values from (1) to (10); create index on pt (b);
create table par (a int); create table heir (b int unique) inherits (par); create table typed of comp;
create extension citext; create extension postgres_fdw; create server srv foreign data wrapper postgres_fdw options (host 'x'); create foreign table ft (a int) server srv options (table_name 'zz');
create user mapping for postgres server srv options (user 'u', password 'secret');
create publication pub for table t2; 
create function etf() returns event_trigger language plpgsql as 'begin end'; create event trigger et on ddl_command_start execute function etf();
create materialized view mv as select 1 a with no data; create index mvi on mv (a); create view v as select a, b from t2; alter view v alter a set default 4;
create operator === (leftarg = int, rightarg = int, function = int4eq); create text search configuration tsc (copy = english); create collation coll from "C"; create conversion cv for 'UTF8' to 'LATIN1' from utf8_to_iso8859_1;
create cast (comp as pos) with inout;
comment on table t is 'tt'; comment on column t.a is 'col'; comment on index inc is 'ii'; comment on constraint ck on t is 'cc'; comment on function f(int,text) is 'ff'; comment on trigger tr on t is 'tg'; comment on schema public is 'mine'; comment on type comp is 'ct'; comment on schema app is 'x'; comment on sequence oddname is 'sq';
grant select on t to catalog_test_other; grant update (a) on t to catalog_test_other; grant usage on schema public to catalog_test_other; alter default privileges in schema public grant select on tables to catalog_test_other; revoke execute on function f from public;
alter table par owner to catalog_test_other; alter table pt enable row level security; create policy pp on pt using (true);
create sequence sq as smallint owned by t2.b;
)sql";

const names all_of_it = {"aggregate|public||agg(integer)",
                         "cast|||comp as pos",
                         "clustered index|public|t2|inc",
                         "collation|public||coll",
                         "column collation|public|t|b",
                         "column grants|public|t|a",
                         "column options|public|t|d",
                         "column statistics|public|t|d",
                         "column storage|public|t|c",
                         "comment|public||",
                         "comment|public||comp",
                         "comment|public||f(integer,pg_catalog.text)",
                         "comment|public|oddname|",
                         "comment|public|t|",
                         "comment|public|t|a",
                         "comment|public|t|ck",
                         "comment|public|t|tr",
                         "comment|public|t2|inc",
                         "composite type|public||comp",
                         "constraint without inheritance|public|t|ck",
                         "conversion|public||cv",
                         "default privileges|public||postgres",
                         "deferrable constraint|public|t|u",
                         "deferrable constraint|public|t2|t2_a_fkey",
                         "domain|public||pos",
                         "event trigger|||et",
                         "exclusion constraint|public|t|t_e_excl",
                         "extension|||citext",
                         "extension|||postgres_fdw",
                         "forced row level security|public|t2|",
                         "foreign table|public||ft",
                         "function|public||etf()",
                         "function|public||f(integer, text)",
                         "function|public||trf()",
                         "grants|public||",
                         "grants|public||f(integer, text)",
                         "grants|public|t|",
                         "included columns|public|t|ui",
                         "included columns|public|t2|inc",
                         "index|public|mv|mvi",
                         "index|public|pt|pt_b_idx",
                         "inheriting table|public||heir",
                         "match full|public|t2|t2_a_fkey",
                         "operator|public||===(integer,integer)",
                         "owner|public|par|",
                         "partition|public|pt|pt1",
                         "partitioned table|public||pt",
                         "policy|public|pt|pp",
                         "primary key|public|pt|pt_pkey",
                         "procedure|public||pr(integer)",
                         "publication|||pub",
                         "range type|public||myrange",
                         "replica identity|public|t2|",
                         "row level security|public|pt|",
                         "rule|public|t2|ru",
                         "sequence name|public|t2|oddname",
                         "sequence options|public|t2|oddname",
                         "sequence owner|public||sq",
                         "sequence type|public||sq",
                         "server|||srv",
                         "statistics object|public|t2|st",
                         "storage parameters|public|ul|",
                         "text search configuration|public||tsc",
                         "trigger|public|t|tr",
                         "typed table|public||typed",
                         "unique constraint|public|heir|heir_b_key",
                         "unlogged|public|ul|",
                         "unpopulated|public|mv|",
                         "unvalidated constraint|public|t|nv",
                         "user mapping|||srv for postgres",
                         "view column default|public|v|a"};

}  // namespace

TEST_CASE("what a schema can't say is listed by kind, place and name, on every version") {
  read_database db("drop role if exists catalog_test_other");
  db.run(everything);
  catalog::scope about;
  about.left_out = {{"drizzle", "__drizzle_migrations"}};
  CHECK(names_of(db.reading(about).others) == all_of_it);
  // The ledger's schema, its owner and its sequence are not the user's.
  about.every_schema = true;
  names with_app = all_of_it;
  with_app.insert(std::find(with_app.begin(), with_app.end(), "comment|public||"), "comment|app||");
  CHECK(names_of(db.reading(about).others) == with_app);
  about.left_out.clear();
  CHECK(names_of(db.reading(about).others).size() == with_app.size() + 3);
  // What is about a table that is filtered out goes with it.
  catalog::scope filtered;
  filtered.tables_filter = {"t2"};
  for (const model::other_object& one : db.reading(filtered).others) {
    CHECK((one.relation.empty() || one.relation == "t2" || one.relation == "oddname"));
    CHECK(one.kind != "foreign table");
    CHECK(one.kind != "partition");
  }
  db.run("drop owned by catalog_test_other cascade; drop role catalog_test_other");
}

TEST_CASE("who may nothing reads as much") {
  read_database db("drop role if exists catalog_test_other");
  db.run(everything);
  db.run("drop role if exists catalog_test_nobody; create role catalog_test_nobody");
  const catalog::reading all = db.reading();
  db.run("set role catalog_test_nobody");
  const catalog::reading seen = db.reading();
  db.run("reset role; drop role catalog_test_nobody");
  CHECK(seen.schema == all.schema);
  CHECK(names_of(seen.others) == names_of(all.others));
  db.run("drop owned by catalog_test_other cascade; drop role catalog_test_other");
}

TEST_CASE("a definition says what it is, as the server prints it") {
  CHECK(other_of("").empty());
  CHECK(other_of("create index i on t (a) include (b)") ==
        "included columns t.i = CREATE INDEX i ON public.t USING btree (a) INCLUDE (b)");
  CHECK(other_of("alter table t add foreign key (a) references u deferrable initially deferred") ==
        "deferrable constraint t.t_a_fkey = FOREIGN KEY (a) REFERENCES u(a) DEFERRABLE INITIALLY "
        "DEFERRED");
  CHECK(other_of("alter table t add constraint c check (a > 0) not valid") ==
        "unvalidated constraint t.c = CHECK ((a > 0)) NOT VALID");
  CHECK(other_of("alter table t set (fillfactor = 70, toast.autovacuum_enabled = false)") ==
        "storage parameters t. = fillfactor=70, toast.autovacuum_enabled=false");
  CHECK(other_of("alter table t alter b type text collate \"C\"") ==
        "column collation t.b = \"C\"");
  CHECK(other_of("alter table u rename constraint u_pkey to key").empty());
  CHECK(
      other_of("create domain d as varchar(5) default 'a' not null check (value <> 'b')") ==
      "domain .d = character varying(5) default 'a'::character varying not null constraint d_check "
      "CHECK (((VALUE)::text <> 'b'::text))");
  CHECK(other_of("create table p (a integer) partition by list (a); create table p1 partition of p "
                 "default") ==
        "partition p.p1 = (a integer) DEFAULT; partitioned table .p = (a integer) partition by "
        "LIST (a)");
  CHECK(other_of("comment on column t.a is 'it''s'") == "comment t.a = it's");
  CHECK(other_of("create index i on t using gin (to_tsvector('english', b))").empty());
  CHECK(other_of("create index i on t (a); cluster t using i").starts_with("clustered index t.i"));
  CHECK(other_of("create index i on t ((a + 1)); alter index i alter column 1 set statistics 50") ==
        "column statistics t.i = 1: 50");
  CHECK(other_of("create table s (a serial); alter sequence s_a_seq cycle")
            .starts_with("sequence options s.s_a_seq"));
}

TEST_CASE("what newer servers have: settings of constraints, virtual columns, named NOT NULL") {
  read_database db("");
  constexpr int fifteen = 150000;
  constexpr int eighteen = 180000;
  if (db.server_version() >= fifteen) {
    CHECK(other_of("create unique index i on t (a) nulls not distinct")
              .starts_with("nulls not distinct t.i"));
    CHECK(
        other_of(
            "alter table t add c integer, add foreign key (a) references u on delete set null (a)")
            .starts_with("columns set by a foreign key t.t_a_fkey"));
  }
  if (db.server_version() < eighteen) return;
  CHECK(other_of("alter table t add c integer generated always as (a * 2) virtual") ==
        "virtual generated column t.c = (a * 2)");
  CHECK(other_of("alter table t add constraint here not null a") ==
        "not null constraint t.here = NOT NULL a");
  CHECK(other_of("alter table t alter a set not null").empty());
  CHECK(other_of("alter table t add constraint c check (a > 0) not enforced")
            .find("unenforced constraint t.c") != std::string::npos);
}

TEST_CASE("secrets stay where they are") {
  read_database db("");
  db.run(
      "do $$ begin execute format('alter database %I set app.secret = %L', current_database(), "
      "'hunter2'); end $$");
  db.run(
      "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw;"
      "create user mapping for current_user server s options (password 'hunter2')");
  const auto found = db.reading().others;
  CHECK(names_of(found) == names{"extension|||postgres_fdw", "server|||s", "setting|||app.secret",
                                 "user mapping|||s for postgres"});
  for (const model::other_object& one : found)
    CHECK(one.definition.find("hunter2") == std::string::npos);
}

TEST_CASE("attributes of roles that a schema can't say") {
  read_database db(
      "drop role if exists catalog_test_login; create role catalog_test_login login bypassrls in "
      "role pg_monitor");
  catalog::scope about;
  about.roles = {.wanted = true, .include = {"catalog_test_login"}};
  const auto found = db.reading(about).others;
  REQUIRE(found.size() == 1);
  CHECK(found[0] == model::other_object{"role attributes", "", "", "catalog_test_login",
                                        "login, bypassrls, member of pg_monitor"});
  db.run("drop role catalog_test_login");
}
