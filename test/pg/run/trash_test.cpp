// What --keep-data keeps of tables and columns, and how it comes back: values, keys, numbers.
#include "run/trash.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "migrations/split.hpp"
#include "run/keep.hpp"
#include "run/migrate.hpp"
#include "run/rollback.hpp"
#include "run/sql_text.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"
#include "support/thrown.hpp"
#include "support/way_back.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

struct bench {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();
  std::vector<std::string> said;

  // `first` stays; `second` is taken back by `down`.
  bench(std::string_view first, std::string_view second, std::string_view down) : down_(down) {
    project.add("0000_first", 1'700'000'000'000, first);
    project.add("0001_second", 1'700'000'000'001, second);
    up();
  }
  observer watch() {
    observer out;
    out.remark = [this](const diagnostic& one) {
      said.push_back(concat(one.code, " ", one.message));
    };
    return out;
  }
  void up() { migrate(connection, folder::open(project.path()), {}, watch()); }
  void back() {
    const auto again = [&] {
      return last_applied(status(connection, folder::open(project.path())), {}, false);
    };
    const way_back way =
        test::way_back_of(again().front(), project.path() / "0001_second.down.sql", down_);
    rollback_options how;
    how.keep_data = true;
    rollback(connection, {way}, how, watch(), again);
  }
  error failing() {
    return test::thrown_by([&] { back(); });
  }
  void run(std::string_view sql) { connection.execute(sql); }
  // Values of a row behind one another, rows in lines.
  std::string ask(std::string_view sql) { return test::asked(connection, sql, "\n", "-"); }
  // There, and nothing left behind.
  bool is_clean() { return ask("select to_regnamespace('sluice_trash')") == "-"; }
  std::string kept() {
    std::string out;
    for (const kept_thing& one : list_trash(connection)) {
      out += concat(out.empty() ? "" : "\n", one.name(),
                    one.left_why.empty() ? "" : concat(": ", one.left_why));
    }
    return out;
  }

 private:
  std::string down_;
};

constexpr std::string_view users =
    "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL);"
    "INSERT INTO users (name) VALUES ('a'), ('b'), ('c');";

TEST_CASE(
    "trash: tables with keys to each other, numbers, computed columns and a type of their own") {
  bench at(users,
           "CREATE TYPE tone AS ENUM ('low', 'high');"
           "CREATE TABLE orders (id integer PRIMARY KEY GENERATED ALWAYS AS IDENTITY, "
           "user_id int REFERENCES users (id), tones tone[] NOT NULL DEFAULT '{low}', "
           "price numeric(8,2) CHECK (price > 0), double numeric GENERATED ALWAYS AS (price * 2) "
           "STORED, UNIQUE (user_id, price));"
           "CREATE TABLE items (id bigserial PRIMARY KEY, order_id int NOT NULL REFERENCES orders "
           "(id), parent bigint REFERENCES items (id), note varchar(5));"
           "CREATE INDEX ON items (note);",
           "DROP TABLE items; DROP TABLE orders; DROP TYPE tone;");
  at.run(
      "insert into orders (user_id, tones, price) values (1, '{low,high}', 1.5), (2, '{}', 2);"
      "delete from orders where id = 2; insert into orders (user_id, price) values (3, 7);"
      "insert into items (order_id, parent, note) values (1, null, 'x'), (3, 1, 'y')");
  const std::string before =
      at.ask("select * from orders order by id") + at.ask("select * from items order by id");
  at.back();
  CHECK(at.kept() == "public.items\npublic.orders");
  CHECK(at.ask("select to_regtype('tone'), to_regclass('orders'), to_regclass('items')") ==
        "-|-|-");
  // Nothing in the trash stands on anything else.
  CHECK(at.ask("select count(*) from pg_constraint where connamespace = "
               "'sluice_trash'::regnamespace and contype <> 'n' and conname <> 'kept_pkey'") ==
        "0");
  at.run("create table orders_pkey (id int); drop table orders_pkey");
  at.up();
  CHECK(at.ask("select * from orders order by id") + at.ask("select * from items order by id") ==
        before);
  CHECK(at.is_clean());
  CHECK(at.ask("insert into orders (user_id, price) values (2, 9) returning id") == "4");
  CHECK(at.ask("insert into items (order_id) values (4) returning id") == "3");
  CHECK_THROWS_AS(at.run("insert into items (order_id) values (99)"), const error&);
  CHECK(at.said.size() == 2);
  // And once more.
  at.back();
  at.up();
  CHECK(at.ask("select count(*) from items") == "3");
  CHECK(at.is_clean());
}

TEST_CASE("trash: columns, by the primary key, whatever happened to the rows meanwhile") {
  bench at(users,
           "CREATE TYPE mood AS ENUM ('sad', 'happy');"
           "ALTER TABLE users ADD COLUMN mood mood, ADD COLUMN number int GENERATED ALWAYS AS "
           "IDENTITY, ADD COLUMN place serial, ADD COLUMN upper text GENERATED ALWAYS AS "
           "(upper(name)) STORED;",
           "ALTER TABLE users DROP COLUMN mood, DROP COLUMN number, DROP COLUMN place, DROP "
           "COLUMN upper; DROP TYPE mood;");
  at.run(
      "update users set mood = 'sad' where id < 3; update users set place = 40 + id;"
      "alter table users alter number restart with 100;"
      "insert into users (name, mood) values ('d', 'happy')");
  at.back();
  CHECK(at.kept() == "public.users.mood\npublic.users.number\npublic.users.place");
  at.run("delete from users where id = 2; insert into users (name) values ('e')");
  at.up();
  CHECK(at.ask("select id, name, mood, number, place, upper from users where name <> 'e' order by "
               "id") == "1|a|sad|1|41|A\n3|c|-|3|43|C\n4|d|happy|100|4|D");
  CHECK(at.ask("insert into users (name) values ('f') returning number, place") == "101|5");
  CHECK(at.ask("select attidentity from pg_attribute where attrelid = 'users'::regclass and "
               "attname = 'number'") == "a");
  CHECK(at.is_clean());
}

TEST_CASE("trash: tables that need each other's rows come back together") {
  bench at(
      "SELECT 1;",
      "CREATE TABLE a (id int PRIMARY KEY, b int); CREATE TABLE b (id int PRIMARY KEY, a int "
      "REFERENCES a (id)); ALTER TABLE a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES b (id);",
      "ALTER TABLE a DROP CONSTRAINT to_b; DROP TABLE b; DROP TABLE a;");
  at.run("insert into a values (1, null); insert into b values (1, 1); update a set b = 1");
  at.back();
  at.up();
  CHECK(at.ask("select a.b, b.a from a, b") == "1|1");
  CHECK(at.ask("select bool_or(condeferrable) from pg_constraint where contype = 'f'") == "f");
  CHECK(at.is_clean());
}

TEST_CASE(
    "trash: what views, keys and partitions hang on is copied, and dropped as the file says") {
  bench at(users,
           "CREATE TABLE log (id int, day int) PARTITION BY LIST (day);"
           "CREATE TABLE log_1 PARTITION OF log FOR VALUES IN (1);"
           "CREATE TABLE log_2 PARTITION OF log FOR VALUES IN (2);"
           "CREATE TABLE seen (id int PRIMARY KEY); CREATE VIEW all_seen AS SELECT * FROM seen;"
           "CREATE TABLE other (id int REFERENCES seen (id));",
           "DROP TABLE other; DROP TABLE seen CASCADE; DROP TABLE log, users_copy;");
  at.run(
      "create table users_copy as table users;"
      "insert into log values (1, 1), (2, 2), (3, 2); insert into seen values (5)");
  at.back();
  CHECK(at.kept() == "public.other\npublic.seen\npublic.log\npublic.users_copy");
  CHECK(at.ask("select to_regclass('log_1'), to_regclass('all_seen')") == "-|-");
  at.up();
  CHECK(at.ask("select * from log order by id") == "1|1\n2|2\n3|2");
  CHECK(at.ask("select * from all_seen") == "5");
  CHECK(at.kept() == "public.users_copy: there is no such table any more");
  CHECK(at.said.back() ==
        "TRASH.LEFT public.users_copy did not come back: there is no such table any more");
}

TEST_CASE("trash: a whole schema") {
  bench at(users,
           "CREATE SCHEMA \"My App\"; CREATE TABLE \"My App\".\"T 1\" (id int, \"User\" int "
           "REFERENCES users (id));",
           "DROP SCHEMA \"My App\" CASCADE;");
  at.run("insert into \"My App\".\"T 1\" values (1, 2)");
  at.back();
  CHECK(at.kept() == "My App.T 1");
  at.up();
  CHECK(at.ask("select * from \"My App\".\"T 1\"") == "1|2");
  CHECK(at.is_clean());
}

TEST_CASE("trash: rows that the migration writes itself, and triggers that have seen them") {
  bench at(
      "CREATE TABLE audit (what text); CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql "
      "AS $$ BEGIN INSERT INTO audit VALUES (NEW.name); RETURN NEW; END $$;",
      "CREATE TABLE roles (id int PRIMARY KEY, name text); INSERT INTO roles VALUES (1, "
      "'admin'), (2, 'guest'); CREATE TRIGGER noted BEFORE INSERT OR UPDATE ON roles FOR EACH "
      "ROW EXECUTE FUNCTION note();",
      "DROP TABLE roles;");
  at.run("insert into roles values (3, 'root'); update roles set name = 'boss' where id = 1");
  at.back();
  at.up();
  CHECK(at.ask("select * from roles order by id") == "1|boss\n2|guest\n3|root");
  CHECK(at.ask("select string_agg(what, ' ') from audit") == "root boss");
  at.run("insert into roles values (4, 'x')");
  CHECK(at.ask("select count(*) from audit") == "3");
}

constexpr std::string_view bare_users = "CREATE TABLE users (id int PRIMARY KEY);";
constexpr std::string_view add_email = "ALTER TABLE users ADD COLUMN email text NOT NULL;";
constexpr std::string_view drop_email = "ALTER TABLE users DROP COLUMN email;";

TEST_CASE("trash: a column that is NOT NULL and has no default comes back to rows that are there") {
  bench at(bare_users, add_email, drop_email);
  at.run("insert into users values (1, 'a'), (2, 'b')");
  at.back();
  at.up();
  CHECK(at.ask("select id, email from users order by id") == "1|a\n2|b");
  CHECK(at.ask("select attnotnull from pg_attribute where attrelid = 'users'::regclass and attname "
               "= 'email'") == "t");
  CHECK(at.is_clean());
}

TEST_CASE("trash: rows that came meanwhile have no value for such a column, and nothing is done") {
  bench at(bare_users, add_email, drop_email);
  at.run("insert into users values (1, 'a')");
  at.back();
  at.run("insert into users values (2)");
  const error failed = test::thrown_by([&] { at.up(); });
  CHECK(failed.code == "MIGRATE.FAILED");
  CHECK(failed.sqlstate == "23502");
  CHECK(std::string_view(failed.what()).find("rows of public.users have no value for email") !=
        std::string_view::npos);
  CHECK(at.kept() == "public.users.email");
  at.run("delete from users where id = 2");
  at.up();
  CHECK(at.ask("table users") == "1|a");
}

TEST_CASE("trash: a dry run has all that would come back, and psql does the same with it") {
  bench at(bare_users, add_email, drop_email);
  at.run("insert into users values (1, 'a')");
  at.back();
  std::string sql;
  options how;
  how.dry_run = true;
  how.before = [&](const prospect& now) {
    for (const migration& one : now.pending) sql += sql_of(one, how.ledger);
  };
  {
    pg::connection looking = at.database.connect();
    migrate(looking, folder::open(at.project.path()), how);
  }
  CHECK(sql.find("-- Comes back from sluice_trash: public.users.email\n") != std::string::npos);
  at.run(sql);
  CHECK(at.ask("table users") == "1|a");
  CHECK(at.is_clean());
  CHECK(status(at.connection, folder::open(at.project.path())).count(standing::pending) == 0);
}

TEST_CASE("trash: what has no place any more is left, and does not fail the migration") {
  bench at(users,
           "ALTER TABLE users ADD COLUMN age int, ADD COLUMN size int;"
           "CREATE TABLE notes (id int PRIMARY KEY, body text, extra text);",
           "DROP TABLE notes; ALTER TABLE users DROP COLUMN age, DROP COLUMN size;");
  at.run("update users set age = 10 * id, size = id; insert into notes values (1, 'b', 'e')");
  at.back();
  at.project.write("0001_second",
                   "ALTER TABLE users ADD COLUMN age int CHECK (age < 15), ADD COLUMN size bigint;"
                   "CREATE TABLE notes (id int PRIMARY KEY, body text);");
  at.up();
  CHECK(at.ask("select to_regclass('notes') is not null, count(age), sum(size) from users") ==
        "t|0|6");
  const std::string left = at.kept();
  CHECK(left.find("public.notes: the table has no place for extra") != std::string::npos);
  CHECK(left.find("public.users.age: new row for relation \"users\" violates check constraint") !=
        std::string::npos);
  CHECK(left.find("users.size") == std::string::npos);
  CHECK(at.ask("select body, extra from sluice_trash.\"1_notes\"") == "b|e");
  // It is tried once: the next time it is somebody's own work.
  CHECK(at.ask("select count(*) from pg_proc where pronamespace = 'sluice_trash'::regnamespace") ==
        "0");
}

TEST_CASE("trash: without a key the rows are kept whole") {
  bench at("CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x');",
           "ALTER TABLE t ADD COLUMN c text;", "ALTER TABLE t DROP COLUMN c;");
  at.run("update t set c = 'kept'");
  at.back();
  CHECK(at.ask("select * from sluice_trash.\"1_t\"") == "1|x|kept");
  at.up();
  CHECK(at.kept() == "public.t.c: no key tells which row a value belongs to");
}

TEST_CASE("trash: another key serves where the primary key goes too") {
  bench at(
      "CREATE TABLE t (name text NOT NULL UNIQUE, other int); INSERT INTO t VALUES ('x'), ('y');",
      "ALTER TABLE t ADD COLUMN id serial PRIMARY KEY;", "ALTER TABLE t DROP COLUMN id;");
  at.run("update t set id = id + 10");
  at.back();
  at.up();
  CHECK(at.ask("select id, name from t order by id") == "11|x\n12|y");
  CHECK(at.is_clean());
}

TEST_CASE("trash: what is dropped unseen ends the rollback") {
  bench at(users, "CREATE TABLE t (id int);", "DO $$ BEGIN EXECUTE 'DROP TABLE t'; END $$;");
  const error failed = at.failing();
  CHECK(failed.code == "TRASH.NOT_KEPT");
  CHECK(std::string(failed.what()).find("public.t") == std::string::npos);
  CHECK(std::string(failed.what()).find("t.id") != std::string::npos);
  CHECK(at.ask("select to_regclass('t'), count(*) from drizzle.__drizzle_migrations") == "t|2");
  CHECK(at.is_clean());
}

TEST_CASE("trash: more than one transaction keeps nothing") {
  bench at(users, "CREATE TABLE t (id int);", "-- sluice:tx none\nDROP TABLE t;");
  CHECK(at.failing().code == "TRASH.TRANSACTIONS");
  CHECK(at.ask("select to_regclass('t')") == "t");
}

TEST_CASE("trash: a file that drops nothing is run as it is") {
  bench at(users, "ALTER TABLE users ADD CHECK (name <> '');",
           "ALTER TABLE users DROP CONSTRAINT users_name_check;");
  at.back();
  CHECK(at.is_clean());
}

TEST_CASE("trash: the file's own BEGIN and COMMIT") {
  bench at(users, "CREATE TABLE t (id int);",
           "BEGIN ISOLATION LEVEL SERIALIZABLE; DROP TABLE IF EXISTS t; DROP TABLE IF EXISTS none; "
           "COMMIT;");
  at.run("insert into t values (1)");
  at.back();
  at.up();
  CHECK(at.ask("select * from t") == "1");
}

TEST_CASE("trash: rows that a policy hides are an error, not a loss") {
  bench at(users,
           "ALTER TABLE users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY; CREATE POLICY p "
           "ON users USING (id = 1); ALTER TABLE users ADD COLUMN age int;",
           "ALTER TABLE users DROP COLUMN age;");
  const std::string role = concat("owner_", at.database.name());
  const std::string quoted = pg::quote_identifier(role);
  at.run(concat("create role ", quoted, " login; alter table users owner to ", quoted,
                "; grant all on schema drizzle, sluice, public to ", quoted,
                "; grant create on database ", pg::quote_identifier(at.database.name()), " to ",
                quoted, "; grant all on all tables in schema drizzle, sluice to ", quoted));
  pg::connection_target target = at.database.target();
  target.set("user", role);
  at.connection = pg::connection(target);
  CHECK(std::string(at.failing().what()).find("affected by row-level security policy") !=
        std::string::npos);
  CHECK(at.ask("select count(*) from pg_attribute where attrelid = 'users'::regclass and attname = "
               "'age'") == "1");
  at.connection = at.database.connect();
  at.run(concat("drop owned by ", quoted, " cascade; drop role ", quoted));
}

TEST_CASE("trash: purge removes what is old enough, and the schema with the last of it") {
  bench at(users, "CREATE TABLE t (id int); CREATE TABLE u (id int);",
           "DROP TABLE t; DROP TABLE u;");
  at.back();
  at.run("update sluice_trash.kept set kept_at = now() - interval '3 days' where table_name = 't'");
  CHECK(purge_trash(at.connection, std::chrono::hours(24 * 5)).empty());
  const auto gone = purge_trash(at.connection, std::chrono::hours(24));
  REQUIRE(gone.size() == 1);
  CHECK(gone[0].name() == "public.t");
  CHECK(gone[0].tag == "0001_second");
  CHECK(at.kept() == "public.u");
  CHECK(purge_trash(at.connection, std::chrono::milliseconds(0)).size() == 1);
  CHECK(at.is_clean());
  CHECK(purge_trash(at.connection, std::chrono::milliseconds(0)).empty());
  at.up();
  CHECK(at.said.empty());
}

}  // namespace
}  // namespace sluice::run
