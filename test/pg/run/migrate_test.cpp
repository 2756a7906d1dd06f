#include "run/migrate.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "run/status.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

using test::asked;

std::vector<std::string> tags(const report& done) {
  std::vector<std::string> out;
  out.reserve(done.applied.size());
  for (const applied_migration& one : done.applied) out.push_back(one.tag);
  return out;
}

using list = std::vector<std::string>;

struct two_tables {
  test::project_folder on_disk;
  two_tables() {
    on_disk.add("0000_users", 1000,
                "CREATE TABLE \"users\" (\"id\" serial);\n--> statement-breakpoint\n"
                "CREATE INDEX \"i\" ON \"users\" (\"id\");\n");
    on_disk.add("0001_posts", 2000, "CREATE TABLE posts (id int); CREATE TABLE tags (id int);");
  }
};

TEST_CASE("migrate: applies what is pending, once") {
  const test::database database;
  const two_tables project;
  pg::connection connection = database.connect();
  const folder open = folder::open(project.on_disk.path());
  const report first = migrate(connection, open);
  CHECK(tags(first) == list{"0000_users", "0001_posts"});
  CHECK(first.applied[0].statements == 2);
  CHECK(first.applied[1].statements == 2);
  CHECK(first.already == 0);
  CHECK(asked(connection, "select count(*) from tags") == "0");
  const report second = migrate(connection, open);
  CHECK(second.applied.empty());
  CHECK(second.already == 2);
  CHECK(connection.transaction() == pg::transaction_state::idle);
  // The lock is not left behind.
  CHECK(asked(connection,
              "select count(*) from pg_locks where locktype = 'advisory' and database = (select "
              "oid from pg_database where datname = current_database())") == "0");
}

TEST_CASE("migrate: the ledger has drizzle-orm's shape and values") {
  const test::database database;
  const two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  const auto rows = connection.execute(
      "select id, hash, created_at from drizzle.__drizzle_migrations order by id");
  REQUIRE(rows[0].rows() == 2);
  CHECK(rows[0].integer(0, 0) == 1);
  CHECK(rows[0].text(0, 1) == sha256_hex(read_file(project.on_disk.file("0000_users"))));
  CHECK(rows[0].integer(1, 2) == 2000);
  CHECK(asked(connection,
              "select string_agg(column_name || ' ' || data_type || ' ' || is_nullable || ' ' || "
              "coalesce(column_default, '-'), ', ' order by ordinal_position) from "
              "information_schema.columns where table_name = '__drizzle_migrations'") ==
        "id integer NO nextval('drizzle.__drizzle_migrations_id_seq'::regclass), hash text NO -, "
        "created_at bigint YES -");
  CHECK(asked(connection,
              "select conname from pg_constraint where conrelid = "
              "'drizzle.__drizzle_migrations'::regclass and contype = 'p'") ==
        "__drizzle_migrations_pkey");
}

TEST_CASE("migrate: nothing to do makes nothing") {
  const test::database database;
  const test::project_folder empty;
  pg::connection connection = database.connect();
  CHECK(migrate(connection, folder::open(empty.path())).applied.empty());
  CHECK(asked(connection, "select count(*) from pg_namespace where nspname = 'drizzle'") == "0");
}

TEST_CASE("migrate: the ledger's name is the config's") {
  const test::database database;
  const two_tables project;
  pg::connection connection = database.connect();
  options how;
  how.ledger = {"public", "My \"Migrations\""};
  migrate(connection, folder::open(project.on_disk.path()), how);
  CHECK(asked(connection, "select count(*) from public.\"My \"\"Migrations\"\"\"") == "2");
  CHECK(migrate(connection, folder::open(project.on_disk.path()), how).already == 2);
}

TEST_CASE("migrate: an existing schema needs no right to make schemas") {
  const test::database database;
  const two_tables project;
  pg::connection owner = database.connect();
  const std::string role = concat(database.name(), "_role");
  owner.execute(concat("create role ", role, " login; create schema drizzle authorization ", role,
                       "; grant create on schema public to ", role));
  pg::connection_target target = database.target();
  target.set("user", role);
  {
    pg::connection connection(target);
    CHECK(migrate(connection, folder::open(project.on_disk.path())).applied.size() == 2);
  }
  owner.execute(concat("drop owned by ", role, "; drop role ", role));
}

TEST_CASE("migrate: an older migration that is missing is applied, and said") {
  const test::database database;
  two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  project.on_disk.insert(1, "0001_branch", 1500, "CREATE TABLE branch (id int);");
  const folder open = folder::open(project.on_disk.path());

  options strict;
  strict.older = out_of_order::refuse;
  try {
    migrate(connection, open, strict);
    FAIL("it was applied");
  } catch (const error& refused) {
    CHECK(refused.code == "LEDGER.OUT_OF_ORDER");
    CHECK(refused.kind == failure::ledger);
    CHECK(refused.migration == "0001_branch");
  }
  CHECK(status(connection, open).entries[1].out_of_order);

  list said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  CHECK(tags(migrate(connection, open, {}, watch)) == list{"0001_branch"});
  CHECK(said == list{"LEDGER.OUT_OF_ORDER"});
  CHECK(asked(connection, "select count(*) from branch") == "0");
}

TEST_CASE("migrate: a file that was edited after it was applied") {
  const test::database database;
  two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  project.on_disk.write("0001_posts", "CREATE TABLE posts (id bigint);");
  project.on_disk.add("0002_more", 3000, "CREATE TABLE more (id int);");
  const folder open = folder::open(project.on_disk.path());
  try {
    migrate(connection, open);
    FAIL("it was accepted");
  } catch (const error& refused) {
    CHECK(refused.code == "LEDGER.EDITED");
    CHECK(refused.kind == failure::ledger);
    CHECK(refused.migration == "0001_posts");
    CHECK(refused.where.file == project.on_disk.file("0001_posts").string());
  }
  CHECK(status(connection, open).entries[1].is == standing::edited);
  CHECK(asked(connection, "select to_regclass('more')").empty());
  options lenient;
  lenient.accept_edited = true;
  CHECK(tags(migrate(connection, open, lenient)) == list{"0002_more"});
}

TEST_CASE("migrate: other line ends are no edit") {
  const test::database database;
  two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  const std::string text = read_file(project.on_disk.file("0000_users"));
  project.on_disk.write("0000_users", replace_all(text, "\n", "\r\n"));
  CHECK(migrate(connection, folder::open(project.on_disk.path())).already == 2);
}

TEST_CASE("migrate: two migrations of the same text are two migrations") {
  const test::database database;
  test::project_folder project;
  project.add("0000_a", 1, "CREATE TABLE IF NOT EXISTS a (id int);");
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.path()));
  project.add("0001_b", 2, "CREATE TABLE IF NOT EXISTS a (id int);");
  CHECK(tags(migrate(connection, folder::open(project.path()))) == list{"0001_b"});
  CHECK(asked(connection, "select count(*) from drizzle.__drizzle_migrations") == "2");
  CHECK(migrate(connection, folder::open(project.path())).already == 2);
}

TEST_CASE("migrate: rows of no migration are reported and stay") {
  const test::database database;
  two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  project.on_disk.forget(0);
  const folder open = folder::open(project.on_disk.path());
  list said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  CHECK(migrate(connection, open, {}, watch).already == 1);
  CHECK(said == list{"LEDGER.UNKNOWN_ROW"});
  const status_report seen = status(connection, open);
  REQUIRE(seen.other_rows.size() == 1);
  CHECK(seen.other_rows[0].in == state::unknown_row);
  CHECK(seen.other_rows[0].row.created_at == 1000);
}

TEST_CASE(
    "migrate: a missing file of an applied migration is a remark, of a pending one an error") {
  const test::database database;
  two_tables project;
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.on_disk.path()));
  std::filesystem::remove(project.on_disk.file("0000_users"));
  CHECK(migrate(connection, folder::open(project.on_disk.path())).already == 2);
  CHECK(status(connection, folder::open(project.on_disk.path())).entries[0].file_missing);
  project.on_disk.add("0002_more", 3000, "CREATE TABLE more (id int);");
  project.on_disk.add("0003_gone", 4000, "");
  std::filesystem::remove(project.on_disk.file("0003_gone"));
  CHECK_THROWS_AS(migrate(connection, folder::open(project.on_disk.path())), error);
  CHECK(asked(connection, "select to_regclass('more')").empty());
}

TEST_CASE("migrate: progress and notices") {
  const test::database database;
  test::project_folder project;
  project.add("0000_a", 1, "CREATE TABLE a (id int);");
  project.add("0001_b", 2, "CREATE TABLE IF NOT EXISTS a (id int);");
  pg::connection connection = database.connect();
  list said;
  observer watch;
  watch.begin = [&](const std::string& tag, std::size_t number, std::size_t of) {
    said.push_back(concat("begin ", tag, " ", std::to_string(number), "/", std::to_string(of)));
  };
  watch.done = [&](const applied_migration& one) { said.push_back(concat("done ", one.tag)); };
  watch.notice = [&](const std::string& tag, const pg::server_message& one) {
    said.push_back(concat(one.severity, " ", tag, ": ", one.text));
  };
  migrate(connection, folder::open(project.path()), {}, watch);
  CHECK(said == list{"begin 0000_a 1/2", "done 0000_a", "begin 0001_b 2/2",
                     "NOTICE 0001_b: relation \"a\" already exists, skipping", "done 0001_b"});
}

TEST_CASE("migrate: what a file does to the session ends with it") {
  const test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();
  const std::string role = concat(database.name(), "_role");
  connection.execute(concat("create role ", role, "; grant create on schema public to ", role));
  project.add("0000_a", 1,
              concat("SELECT pg_catalog.set_config('search_path', '', false);\n"
                     "--> statement-breakpoint\nSET ROLE ",
                     role, ";\n--> statement-breakpoint\nCREATE TABLE public.a (id int);"));
  project.add("0001_b", 2, "CREATE TABLE b (id int);");
  CHECK(migrate(connection, folder::open(project.path())).applied.size() == 2);
  CHECK(asked(connection, "select tableowner from pg_tables where tablename = 'a'") == role);
  CHECK(asked(connection,
              "select schemaname || ' ' || tableowner from pg_tables where tablename = "
              "'b'") == "public postgres");
  connection.execute(concat("drop owned by ", role, "; drop role ", role));
}

TEST_CASE("migrate: large files") {
  const test::database database;
  test::project_folder project;
  std::string sql = "CREATE TABLE a (id int, t text);";
  for (int i = 0; i < 2000; ++i) {
    sql += concat("\n--> statement-breakpoint\nINSERT INTO a VALUES (", std::to_string(i), ", '",
                  std::string(2000, 'x'), "');");
  }
  project.add("0000_a", 1, sql);
  pg::connection connection = database.connect();
  CHECK(migrate(connection, folder::open(project.path())).applied[0].statements == 2001);
  CHECK(asked(connection, "select count(*) from a") == "2000");
}

TEST_CASE("status: without a ledger, then with one; nothing is written") {
  const test::database database;
  const two_tables project;
  pg::connection connection = database.connect();
  const folder open = folder::open(project.on_disk.path());
  const status_report before = status(connection, open);
  CHECK_FALSE(before.ledger_exists);
  CHECK(before.count(standing::pending) == 2);
  CHECK(asked(connection, "select count(*) from pg_namespace where nspname = 'drizzle'") == "0");
  migrate(connection, open);
  const status_report after = status(connection, open);
  CHECK(after.ledger_exists);
  CHECK(after.count(standing::applied) == 2);
  CHECK(after.entries[1].row_id == 2);
  CHECK(after.entries[1].hash == after.entries[1].recorded_hash);
}

TEST_CASE("status: a table of another shape is no ledger") {
  const test::database database;
  const two_tables project;
  pg::connection connection = database.connect();
  connection.execute("create schema drizzle; create table drizzle.__drizzle_migrations (x int)");
  try {
    status(connection, folder::open(project.on_disk.path()));
    FAIL("it was read");
  } catch (const error& refused) {
    CHECK(refused.code == "LEDGER.UNREADABLE");
    CHECK(refused.kind == failure::ledger);
    CHECK_FALSE(refused.hint.empty());
  }
}

}  // namespace
}  // namespace sluice::run
