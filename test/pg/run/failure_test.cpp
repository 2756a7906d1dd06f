// What is said, and what is left, where a migration fails.
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "run/status.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"
#include "support/proxy.hpp"
#include "support/thrown.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

struct bench {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();

  error failing(const options& how = {}) {
    return test::thrown_by([&] { migrate(connection, folder::open(project.path()), how); });
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  std::string rows() { return ask("select count(*) from drizzle.__drizzle_migrations"); }
  bool has(std::string_view table) {
    return !ask(concat("select to_regclass('", table, "')")).empty();
  }
};

TEST_CASE("failure: names migration, statement, place, SQLSTATE and the state") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.project.add("0001_b", 2,
                 "CREATE TABLE b (id int);\n--> statement-breakpoint\n"
                 "CREATE TABLE c (\n  id int,\n  x intt\n);\n--> statement-breakpoint\nSELECT 1;");
  at.project.add("0002_c", 3, "CREATE TABLE d (id int);");
  const error failed = at.failing();
  CHECK(failed.code == "MIGRATE.FAILED");
  CHECK(failed.kind == failure::migration);
  CHECK(failed.migration == "0001_b");
  CHECK(failed.statement == 2);
  CHECK(failed.sqlstate == "42704");
  CHECK(failed.where.text() == concat(at.project.file("0001_b").string(), ":5:5"));
  CHECK(std::string(failed.what()) ==
        "0001_b failed at statement 2 of 3: type \"intt\" does not exist");
  CHECK(failed.detail.find("  3 |   x intt\n    |     ^") != std::string::npos);
  CHECK(failed.detail.find("0001_b was rolled back: nothing of it is applied.") !=
        std::string::npos);
  CHECK(failed.detail.find("0000_a was applied in this run and stays.") != std::string::npos);
  CHECK(failed.detail.find("1 later one was not tried") != std::string::npos);
  CHECK(at.rows() == "1");
  CHECK(at.has("a"));
  CHECK_FALSE(at.has("b"));
  CHECK_FALSE(at.has("d"));
  CHECK(at.connection.transaction() == pg::transaction_state::idle);
  CHECK(at.ask("select count(*) from pg_locks where locktype = 'advisory'") == "0");
  // Mended, it goes on where it stopped.
  at.project.write("0001_b", "CREATE TABLE b (id int);");
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 2);
}

TEST_CASE("failure: a chunk of several statements names the one") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int);\nINSERT INTO a VALUES (1);\n\nDROP TABLE b;");
  const error failed = at.failing();
  CHECK(failed.statement == 3);
  CHECK(failed.where.line == 4);
  CHECK_FALSE(at.has("a"));
}

TEST_CASE("failure: PostgreSQL's detail, hint and context come along") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int primary key);--> statement-breakpoint\n"
                 "INSERT INTO a VALUES (1), (1);");
  const error duplicate = at.failing();
  CHECK(duplicate.sqlstate == "23505");
  CHECK(duplicate.detail.find("Key (id)=(1) already exists.") != std::string::npos);
  at.project.write("0000_a", "DO $$ BEGIN RAISE EXCEPTION 'no' USING HINT = 'do it so'; END $$;");
  const error raised = at.failing();
  CHECK(raised.hint == "do it so");
  CHECK(raised.detail.find("PL/pgSQL function inline_code_block line 1 at RAISE") !=
        std::string::npos);
}

TEST_CASE("failure: deferred constraints fail at COMMIT") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int PRIMARY KEY, p int REFERENCES a DEFERRABLE INITIALLY "
                 "DEFERRED);--> statement-breakpoint\nINSERT INTO a VALUES (1, 2);");
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration);
  CHECK(std::string(failed.what()).find("failed at COMMIT") != std::string::npos);
  CHECK_FALSE(at.has("a"));
  CHECK(at.rows() == "0");
}

TEST_CASE("failure: what cannot run in the transaction that the file asks for says the way out") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.project.add("0001_i", 2, "BEGIN;CREATE INDEX CONCURRENTLY i ON a (id);COMMIT;");
  const error failed = at.failing();
  CHECK(failed.sqlstate == "25001");
  CHECK(failed.hint.find("take BEGIN and COMMIT out of the file") != std::string::npos);
  at.project.write("0001_i", "CREATE INDEX CONCURRENTLY i ON a (id);");
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 1);
  CHECK(at.has("i"));
  CHECK(at.rows() == "2");
}

TEST_CASE("failure: a new enum value used in the transaction that the file asks for") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TYPE e AS ENUM ('a');");
  const std::string use = "ALTER TYPE e ADD VALUE 'b';CREATE TABLE t (x e DEFAULT 'b');";
  at.project.add("0001_b", 2, concat("BEGIN;", use, "COMMIT;"));
  const error failed = at.failing();
  CHECK(failed.sqlstate == "55P04");
  CHECK(failed.hint.find("take BEGIN and COMMIT out of the file") != std::string::npos);
  at.project.write("0001_b", use);
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 1);
}

TEST_CASE("failure: without a transaction, what was done is said") {
  bench at;
  at.project.add(
      "0000_a", 1,
      "-- sluice:tx none\nCREATE TABLE a (id int);\nCREATE TABLE b (id int);\nSELECT x;\n"
      "CREATE TABLE c (id int);");
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration_repair);
  CHECK(failed.statement == 3);
  CHECK(failed.detail.find("Statements 1 to 2 of 0000_a are applied and recorded as that: the next "
                           "run goes on at statement 3.") != std::string::npos);
  CHECK(at.has("b"));
  CHECK(at.rows() == "0");
}

TEST_CASE("own transactions: one around everything is the migration's") {
  bench at;
  at.project.add("0000_a", 1, "BEGIN;\nCREATE TABLE a (id int);\nSELECT x;\nCOMMIT;");
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration);
  CHECK_FALSE(at.has("a"));
  at.project.write("0000_a", "BEGIN;--> statement-breakpoint\nCREATE TABLE a (id int);COMMIT;");
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 1);
  CHECK(at.rows() == "1");
}

TEST_CASE("own transactions: COMMIT to get out of ours") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int);\nCOMMIT;\n--> statement-breakpoint\n"
                 "CREATE INDEX CONCURRENTLY i ON a (id);");
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 1);
  CHECK(at.has("i"));
  CHECK(at.rows() == "1");
  CHECK(at.connection.transaction() == pg::transaction_state::idle);
}

TEST_CASE("own transactions: several, and a failure in the second") {
  bench at;
  const auto text = [](std::string_view last) {
    return concat("BEGIN; CREATE TABLE a (id int); COMMIT; BEGIN; CREATE TABLE b (id int); ", last,
                  "; COMMIT;");
  };
  at.project.add("0000_a", 1, text("SELECT x()"));
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration_repair);
  CHECK(failed.statement == 6);
  CHECK(failed.detail.find("Statements 1 to 3") != std::string::npos);
  CHECK(at.has("a"));
  CHECK_FALSE(at.has("b"));
  CHECK(at.rows() == "0");
  // Another file can't go on where this one stopped.
  at.project.write("0000_a", text("SELECT 1"));
  const error edited = at.failing();
  CHECK(edited.code == "LEDGER.EDITED_HALFWAY");
  CHECK(edited.kind == failure::ledger);
  CHECK(edited.hint.find("goes on at statement 4") != std::string::npos);
  at.project.write("0000_a", text("SELECT x()"));
  at.connection.execute("CREATE FUNCTION x() RETURNS int LANGUAGE sql RETURN 1");
  CHECK(migrate(at.connection, folder::open(at.project.path())).applied.size() == 1);
  CHECK(at.has("b"));
  CHECK(at.rows() == "1");
}

TEST_CASE("failure: no right to write the ledger") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  const std::string role = concat(at.database.name(), "_role");
  migrate(at.connection, folder::open(at.project.path()));
  at.connection.execute(concat("create role ", role, " login; grant usage on schema drizzle to ",
                               role, "; grant select on drizzle.__drizzle_migrations to ", role,
                               "; grant create on schema public to ", role));
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  pg::connection_target target = at.database.target();
  target.set("user", role);
  try {
    pg::connection poor(target);
    migrate(poor, folder::open(at.project.path()));
    FAIL("it was recorded");
  } catch (const error& failed) {
    CHECK(failed.sqlstate == "42501");
    CHECK(std::string(failed.what()).find("writing its row of the ledger") != std::string::npos);
  }
  CHECK_FALSE(at.has("b"));
  at.connection.execute(concat("drop owned by ", role, "; drop role ", role));
}

TEST_CASE("failure: COPY from standard input") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int); COPY a FROM STDIN;");
  CHECK(at.failing().code == "MIGRATE.COPY");
  // Where the word is hidden, PostgreSQL asks for data and is told that there is none.
  at.project.write("0000_a", "CREATE TABLE a (id int); COPY a FROM/**/STDIN;");
  const error failed = at.failing();
  CHECK_FALSE(failed.code.empty());
}

TEST_CASE("interrupt: the statement is cancelled and its migration rolled back") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.project.add("0001_b", 2,
                 "CREATE TABLE b (id int);--> statement-breakpoint\nSELECT pg_sleep(60);");
  std::atomic<bool> stop{false};
  options how;
  how.interrupt = &stop;
  std::thread signal([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    stop = true;
  });
  const error failed = at.failing(how);
  signal.join();
  CHECK(failed.kind == failure::interrupted);
  CHECK(failed.migration == "0001_b");
  CHECK(failed.detail.find("0000_a was applied in this run and stays.") != std::string::npos);
  CHECK(at.rows() == "1");
  CHECK_FALSE(at.has("b"));
  stop = false;
  CHECK(at.ask("select count(*) from pg_stat_activity where query like '%pg_sleep(60)%' and state "
               "= 'active' and pid <> pg_backend_pid()") == "0");
}

TEST_CASE("interrupt: before the first statement nothing begins") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  std::atomic<bool> stop{true};
  options how;
  how.interrupt = &stop;
  CHECK(at.failing(how).kind == failure::interrupted);
  stop = false;
  CHECK_FALSE(at.has("a"));
}

TEST_CASE("lost connection: in the middle nothing is applied, and the next run does it") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int);--> statement-breakpoint\n"
                 "SELECT pg_terminate_backend(pg_backend_pid());");
  const error failed = at.failing();
  CHECK(failed.code == "MIGRATE.CONNECTION_LOST");
  CHECK(failed.detail.find("Nothing of 0000_a is applied.") != std::string::npos);
  CHECK_FALSE(at.has("a"));
  CHECK(at.rows() == "0");
}

TEST_CASE("lock: whoever holds it is named, and the wait has an end") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  pg::connection other = at.database.connect();
  other.execute(concat("select pg_advisory_lock(", std::to_string(ledger_name{}.lock_key()), ")"));
  options how;
  how.advisory_lock_timeout = std::chrono::milliseconds(300);
  int waits = 0;
  observer watch;
  watch.waiting_for_lock = [&](const lock_holder& holder, std::chrono::milliseconds) {
    ++waits;
    CHECK(holder.process == other.backend_pid());
    CHECK(holder.application == "sluice");
    CHECK(holder.address == "local");
  };
  try {
    migrate(at.connection, folder::open(at.project.path()), how, watch);
    FAIL("it did not wait");
  } catch (const error& failed) {
    CHECK(failed.code == "LOCK.TIMEOUT");
    CHECK(failed.kind == failure::lock);
    CHECK(failed.detail.find(std::to_string(other.backend_pid())) != std::string::npos);
  }
  CHECK(waits == 1);
  CHECK(at.ask("select count(*) from pg_namespace where nspname = 'drizzle'") == "0");
  // Another ledger is another lock.
  options elsewhere = how;
  elsewhere.ledger.table = "other";
  CHECK(migrate(at.connection, folder::open(at.project.path()), elsewhere).applied.size() == 1);
}

TEST_CASE("lock: through a pooler it is the transaction's, and nothing is left of it") {
  bench at;
  const test::proxy pooler(concat(at.database.target().get("host"), "/.s.PGSQL.5432"),
                           {.own_process_numbers = true});
  pg::connection_target target = at.database.target();
  target.set("host", pooler.folder());
  pg::connection pooled(target);
  at.project.add("0000_a", 1, "SET search_path = 'nowhere';\nCREATE TABLE public.a (id int);");
  std::vector<std::string> said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  options how;
  how.advisory_lock_timeout = std::chrono::milliseconds(200);
  CHECK(migrate(pooled, folder::open(at.project.path()), how, watch).applied.size() == 1);
  CHECK(said == std::vector<std::string>{"RUN.POOLER"});
  CHECK(at.ask("select count(*) from pg_locks where locktype = 'advisory'") == "0");
  CHECK(pooled.execute("show search_path")[0].text(0, 0) == "\"$user\", public");
  CHECK(pooled.execute("show lock_timeout")[0].text(0, 0) == "0");

  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  at.connection.execute("begin; select pg_advisory_xact_lock(" +
                        std::to_string(ledger_name{}.lock_key()) + ")");
  try {
    migrate(pooled, folder::open(at.project.path()), how);
    FAIL("it did not wait");
  } catch (const error& failed) {
    CHECK(failed.code == "LOCK.TIMEOUT");
  }
  at.connection.execute("rollback");
  at.connection.execute("CREATE TYPE e AS ENUM ('a')");
  for (const std::string_view sql :
       {"-- sluice:tx none\nCREATE TABLE b (id int);CREATE TABLE c (id int);",
        "CREATE INDEX CONCURRENTLY i ON a (id);", "BEGIN;SELECT 1;COMMIT;BEGIN;SELECT 2;COMMIT;",
        "ALTER TYPE e ADD VALUE 'b';SELECT 'b'::e;"}) {
    at.project.write("0001_b", sql);
    try {
      migrate(pooled, folder::open(at.project.path()), how);
      FAIL("it ran without a lock");
    } catch (const error& failed) {
      CHECK(failed.code == "MIGRATE.POOLER");
      CHECK(failed.hint.find("DIRECT_URL") != std::string::npos);
    }
  }
}

}  // namespace
}  // namespace sluice::run
