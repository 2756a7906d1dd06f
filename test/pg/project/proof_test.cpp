// Databases that have a schema, and that have it not quite.
#include "support/schema.hpp"
// Its database() has to stand before the class of that name.
#include <doctest/doctest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "project/baseline.hpp"
#include "project/proof.hpp"
#include "run/migrate.hpp"
#include "snapshot/snapshot.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/drizzle.hpp"
#include "support/project_folder.hpp"

namespace sluice::test {

namespace {

using kind = project::schema_difference::kind;
using list = std::vector<std::string>;

model::database first_schema() {
  model::database out;
  model::table users = table("users", {key_column("id", "serial"), column("email", "text", true),
                                       column("age", "integer"), column("mood", "mood")});
  users.columns[3].type_schema = "public";
  users.columns[2].default_ = {model::default_value::form::sql, "7"};
  users.unique_constraints = {{"users_email_unique", false, {"email"}}};
  users.check_constraints = {{"grown", "\"age\" > 3"}};
  users.indexes = {{.name = "users_age", .columns = {{.expression = "age", .nulls = "last"}}}};
  users.policies = {{.name = "all_see",
                     .as = "PERMISSIVE",
                     .for_ = "SELECT",
                     .to = list{"public"},
                     .using_ = "true"}};
  out.enums = {{"mood", "public", {"sad", "ok"}}};
  model::table posts = table("posts", {key_column("id", "uuid"), column("author", "integer")});
  posts.foreign_keys = {
      reference("posts_author_users_id_fk", "posts", {"author"}, "users", {"id"})};
  out.tables = {users, posts};
  out.sequences = {{"numbers", "public", {.start_with = "100"}}};
  out.views = {{.name = "adults",
                .schema = "public",
                .definition = "select \"id\" from \"users\" where \"age\" > 17"}};
  return out;
}

model::database second_schema() {
  model::database out = first_schema();
  out.tables[1].columns.push_back(column("title", "text"));
  out.tables.push_back(table("later", {key_column("id")}));
  return out;
}

// Two migrations with snapshots, on disk and in the database.
struct two_steps {
  class database database;
  project_folder project;
  pg::connection connection = database.connect();

  two_steps() {
    project.add("0000_first", 1000, test::sql({}, first_schema()));
    project.add("0001_second", 2000, test::sql(first_schema(), second_schema()));
    snapshot("0000", first_schema());
    snapshot("0001", second_schema());
    for (const char* tag : {"0000_first", "0001_second"}) {
      connection.execute(read_file(project.file(tag)));
    }
  }
  void snapshot(const std::string& number, const model::database& schema) const {
    write_file_atomically(project.path() / "meta" / (number + "_snapshot.json"),
                          snapshot::write({number, "", schema}));
  }
  project::proof proven(std::size_t last = 1) {
    return project::prove(connection, migrations::folder::open(project.path()),
                          {.target = database.target(),
                           .same_server = true,
                           .last = last,
                           .left_out = {{"drizzle", "__drizzle_migrations"}, {"sluice", "runs"}}});
  }
  list wrong(std::size_t last = 1) {
    list out;
    for (const project::schema_difference& one : proven(last).differences) {
      if (one.is != kind::besides) out.push_back(one.what);
    }
    return out;
  }
  project::baseline_request request() const {
    project::baseline_request out;
    out.database.url = database.url();
    out.database.flags.out = project.path().string();
    out.database.flags.migrations_schema = "drizzle";
    out.database.flags.migrations_table = "__drizzle_migrations";
    out.version = "1.2.3";
    return out;
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  // Neither Drizzle's migrators nor ours have anything to do.
  void expect_content() {
    const std::string rows = ledger_rows(connection);
    drizzle_orm_migrate(database.url(), project.path());
    drizzle_kit_migrate(database.url(), project.path());
    CHECK(run::migrate(connection, migrations::folder::open(project.path())).applied.empty());
    CHECK(ledger_rows(connection) == rows);
  }
};

}  // namespace

TEST_CASE("A database with the schema, and nobody's traces in it") {
  two_steps at;
  // Of this process: others work on the same server.
  const std::string mine =
      concat("select count(*) from pg_database where datname like 'sluice_verify_%_",
             std::to_string(::getpid()), "_%'");
  const project::proof found = at.proven();
  CHECK(found.holds());
  CHECK(found.differences.empty());
  CHECK(found.built_from == "the snapshot of 0001_second");
  CHECK(at.ask(mine) == "0");
  CHECK(at.ask("select to_regnamespace('sluice')").empty());
}

TEST_CASE("What is besides does no harm: tables, nullable columns, grants, comments, the ledger") {
  two_steps at;
  run::create_ledger(at.connection, {});
  at.connection.execute(
      "create schema sluice; create table sluice.runs (id int); create table legacy (id int not "
      "null); alter table users add extra text, add other int not null default 1; comment on table "
      "users is 'x'; grant select on users to public; alter table users set (fillfactor = 80); "
      "create index by_extra on users (extra); create schema elsewhere; create table elsewhere.t "
      "()");
  const project::proof found = at.proven();
  CHECK(found.holds());
  list besides;
  for (const project::schema_difference& one : found.differences) besides.push_back(one.what);
  CHECK(besides == list{"column public.users.extra", "column public.users.other",
                        "index by_extra on public.users", "schema elsewhere",
                        "table public.legacy"});
}

TEST_CASE("Each thing that is not as it should be is named") {
  struct change {
    const char* sql;
    const char* said;
  };
  const std::vector<change> all = {
      {"alter table posts drop column title", "column public.posts.title is missing"},
      {"drop table later", "table public.later is missing"},
      {"alter table users alter email drop not null",
       "column public.users.email is `text`, and should be `text not null`"},
      {"alter table users alter age set default 8",
       "column public.users.age is `integer default 8`, and should be `integer default 7`"},
      {"alter table posts alter author type bigint",
       "column public.posts.author is `bigint`, and should be `integer`"},
      {"drop index users_age; create index users_age on users (age desc)",
       "index users_age on public.users is `using btree (age int4_ops desc nulls first)`, and "
       "should be `using btree (age int4_ops nulls last)`"},
      {"alter index users_age rename to other",
       "index users_age on public.users has the name other: ALTER INDEX \"public\".\"other\" "
       "RENAME TO \"users_age\""},
      {"alter table users rename constraint users_email_unique to users_email_key",
       "unique constraint users_email_unique on public.users has the name users_email_key: ALTER "
       "TABLE \"public\".\"users\" RENAME CONSTRAINT \"users_email_key\" TO "
       "\"users_email_unique\""},
      {"alter table users drop constraint grown", "check grown on public.users is missing"},
      {"alter table posts drop constraint posts_author_users_id_fk",
       "foreign key posts_author_users_id_fk on public.posts is missing"},
      {"alter type mood add value 'great'",
       "enum public.mood is `'sad', 'ok', 'great'`, and should be `'sad', 'ok'`"},
      {"alter sequence numbers increment 5",
       "sequence public.numbers is `increment 5 minvalue 1 maxvalue 9223372036854775807 start 100 "
       "cache 1 no cycle`, and should be `increment 1 minvalue"},
      {"alter sequence users_id_seq owned by none",
       "column public.users.id is `integer primary key not null default "
       "nextval('users_id_seq'::regclass)`, and should be `serial primary key not null`"},
      {"alter policy all_see on users using (false)",
       "policy all_see on public.users is `as PERMISSIVE for SELECT to public using (false)`, and "
       "should be `as PERMISSIVE for SELECT to public using (true)`"},
      {"alter table users disable row level security",
       "table public.users is `row level security off`, and should be `row level security on`"},
      {"create or replace view adults as select id from users where age > 21",
       "view public.adults is `as SELECT "},
      {"alter table users add extra int not null",
       "column public.users.extra is `integer not null`: rows without it can't be added"},
  };
  for (const change& one : all) {
    CAPTURE(one.sql);
    two_steps at;
    at.connection.execute(one.sql);
    const list found = at.wrong();
    REQUIRE(found.size() == 1);
    CAPTURE(found[0]);
    CHECK(found[0].starts_with(one.said));
  }
}

TEST_CASE("What a later migration makes is in its way") {
  two_steps at;
  CHECK(at.wrong(0) == list{"column public.posts.title is there, and a later migration makes it",
                            "table public.later is there, and a later migration makes it"});
  at.connection.execute("drop table later; alter table posts drop column title");
  CHECK(at.wrong(0).empty());
}

TEST_CASE("Without a snapshot, the newest before and the files after it; without any, the files") {
  two_steps at;
  std::filesystem::remove(at.project.path() / "meta/0001_snapshot.json");
  project::proof found = at.proven();
  CHECK(found.holds());
  CHECK(found.built_from == "the snapshot of 0000_first and the files after it");
  std::filesystem::remove(at.project.path() / "meta/0000_snapshot.json");
  found = at.proven();
  CHECK(found.holds());
  CHECK(found.differences.empty());
  CHECK(found.built_from == "the files up to 0001_second");
  at.connection.execute("drop table later");
  CHECK(at.wrong() == list{"table public.later is missing"});
}

TEST_CASE("A function that no snapshot knows: the files are run") {
  two_steps at;
  model::database with = second_schema();
  with.tables[2].columns.push_back(column("code", "text"));
  with.tables[2].columns[1].default_ = {model::default_value::form::sql, "own_code()"};
  const std::string sql =
      "CREATE FUNCTION own_code() RETURNS text LANGUAGE sql AS 'select 1::text';\n"
      "ALTER TABLE later ADD COLUMN code text DEFAULT own_code();";
  at.project.add("0002_code", 3000, sql);
  at.snapshot("0002", with);
  at.connection.execute(sql);
  const project::proof found = at.proven(2);
  CHECK(found.holds());
  CHECK(found.built_from == "the files up to 0002_code");
}

TEST_CASE("A schema that can't be built") {
  two_steps at;
  at.project.add("0002_wrong", 3000, "SELECT no_such_function();");
  try {
    at.proven(2);
    FAIL("it was built");
  } catch (const error& refused) {
    CHECK(refused.code == "VERIFY.IMPOSSIBLE");
    CHECK(refused.detail.find("42883") != std::string::npos);
  }
}

TEST_CASE("Roles are not made on the database's own server") {
  two_steps at;
  model::database with = second_schema();
  with.roles = {{.name = concat(at.database.name(), "_role")}};
  at.snapshot("0001", with);
  CHECK(at.wrong() == list{concat("role ", with.roles[0].name, " is missing")});
  at.connection.execute(concat("create role ", with.roles[0].name, " createdb"));
  CHECK(at.wrong().empty());  // there it is what it is on both sides
  at.connection.execute(concat("drop role ", with.roles[0].name));
}

TEST_CASE("baseline: marks what was proved, and all migrators go on from there") {
  two_steps at;
  list said;
  project::migrate_callbacks to;
  to.watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };

  project::baseline_request dry = at.request();
  dry.dry_run = true;
  CHECK(project::baseline(dry, to).tags == list{"0000_first", "0001_second"});
  CHECK(at.ask("select to_regnamespace('drizzle')").empty());

  const project::baseline_result done = project::baseline(at.request(), to);
  CHECK(done.written);
  CHECK(done.until == "0001_second");
  CHECK(done.place == "a database made for it on the same server");
  CHECK(said.empty());
  CHECK(at.ask("select string_agg(direction || ' ' || tag, ', ' order by tag) from sluice.steps") ==
        "mark 0000_first, mark 0001_second");
  at.expect_content();
  at.project.add("0002_more", 3000, "CREATE TABLE more (id int);");
  drizzle_orm_migrate(at.database.url(), at.project.path());
  CHECK(at.ask("select to_regclass('more')") == "more");
  CHECK(project::baseline(at.request(), to).tags.empty());
  at.expect_content();
}

TEST_CASE("baseline: up to a tag, the rest is applied") {
  for (const bool by_drizzle : {true, false}) {
    two_steps at;
    at.connection.execute("drop table later; alter table posts drop column title");
    project::baseline_request asked = at.request();
    asked.until = "0000_first";
    CHECK(project::baseline(asked, {}).tags == list{"0000_first"});
    if (by_drizzle) {
      drizzle_kit_migrate(at.database.url(), at.project.path());
    } else {
      CHECK(
          run::migrate(at.connection, migrations::folder::open(at.project.path())).applied.size() ==
          1);
    }
    CHECK(at.ask("select to_regclass('later')") == "later");
    at.expect_content();
  }
}

TEST_CASE("baseline: what differs is told and nothing is written; unless nobody is to look") {
  two_steps at;
  at.connection.execute("drop table later");
  list said;
  project::migrate_callbacks to;
  to.watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  try {
    project::baseline(at.request(), to);
    FAIL("it was marked");
  } catch (const error& refused) {
    CHECK(refused.code == "BASELINE.DIFFERS");
    CHECK(refused.kind == failure::drift);
  }
  CHECK(said == list{"BASELINE.MISSING"});
  CHECK(at.ask("select to_regnamespace('drizzle')").empty());
  said.clear();
  project::baseline_request blind = at.request();
  blind.verify = false;
  CHECK(project::baseline(blind, to).written);
  CHECK(said == list{"BASELINE.UNVERIFIED"});
  at.expect_content();
}

TEST_CASE("baseline: a role that may not create databases needs another place") {
  two_steps at;
  const std::string role = concat(at.database.name(), "_role");
  at.connection.execute(concat("create role ", role, " login; grant create on database ",
                               at.database.name(), " to ", role,
                               "; grant create on schema public to ", role));
  project::baseline_request asked = at.request();
  asked.database.url = replace_all(at.database.url(), "postgres@", concat(role, "@"));
  std::string code;
  try {
    project::baseline(asked, {});
  } catch (const error& refused) {
    code = refused.code;
  }
  CHECK(code == "VERIFY.NO_SERVER");
  const class database scratch;
  asked.scratch_url = scratch.url();
  const project::baseline_result done = project::baseline(asked, {});
  CHECK(done.written);
  CHECK(done.place == "the database that --scratch-url names");
  at.connection.execute(concat("drop owned by ", role, " cascade; drop role ", role));
}

TEST_CASE("baseline: names and journals that mean nothing") {
  two_steps at;
  const auto code_of = [](const project::baseline_request& asked) {
    try {
      project::baseline(asked, {});
    } catch (const error& refused) {
      return refused.code;
    }
    return std::string();
  };
  project::baseline_request asked = at.request();
  asked.until = "0001_secnd";
  CHECK(code_of(asked) == "FOLDER.UNKNOWN_TAG");
  at.project.add("0001_second", 5000, read_file(at.project.file("0001_second")));
  CHECK(code_of(at.request()) == "FOLDER.DUPLICATE_TAG");
  at.project.forget(2);
  std::filesystem::remove(at.project.file("0001_second"));
  CHECK(code_of(at.request()) == "FOLDER.FILE_MISSING");
  const project_folder empty;
  asked.database.flags.out = empty.path().string();
  CHECK(code_of(asked) == "FOLDER.EMPTY");
}

}  // namespace sluice::test
