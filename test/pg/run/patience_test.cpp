// Locks that others hold: what waits for how long, what is tried again, who is named.
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"
#include "support/thrown.hpp"

namespace sluice::run {
namespace {

using migrations::folder;
using namespace std::chrono_literals;

struct bench {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();
  pg::connection other = database.connect();
  std::vector<another_try> tries;
  std::vector<blocker> blockers;
  std::vector<running_statement> blocked;
  std::function<void()> on_try;
  std::function<void(const running_statement&)> on_running;

  report apply(std::optional<std::chrono::milliseconds> lock_timeout = 100ms, int retries = 10) {
    options how;
    how.locks = {lock_timeout, retries};
    observer watch;
    watch.again = [this](const another_try& one) {
      tries.push_back(one);
      if (on_try) on_try();
    };
    watch.blocked = [this](const running_statement& now, const std::vector<blocker>& by) {
      blocked.push_back(now);
      blockers = by;
    };
    watch.running = [this](const running_statement& now) {
      if (on_running) on_running(now);
    };
    return migrate(connection, folder::open(project.path()), how, watch);
  }
  error failing(std::chrono::milliseconds lock_timeout, int retries) {
    return test::thrown_by([&] { apply(lock_timeout, retries); });
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  // Once a statement like this runs in another session.
  static void wait_for(pg::connection& looks, std::string_view condition) {
    while (looks
               .execute(concat("select exists (select from pg_stat_activity where pid <> "
                               "pg_backend_pid() and datname = current_database() and ",
                               condition, ")"))[0]
               .text(0, 0) != "t") {
      std::this_thread::sleep_for(5ms);
    }
  }
};

TEST_CASE("patience: a lock timeout is tried again, and whoever is in the way is named") {
  bench at;
  at.ask("CREATE TABLE t (id int)");
  at.project.add("0000_a", 1, "CREATE TABLE a ();ALTER TABLE t ADD COLUMN b int;");
  at.other.execute("begin; lock table t; set application_name = 'the other one'");
  at.on_try = [&] {
    if (at.tries.size() == 2) at.other.execute("rollback");
  };
  CHECK(at.apply(200ms).applied.size() == 1);
  REQUIRE(at.tries.size() == 2);
  CHECK(at.tries[0].tag == "0000_a");
  CHECK(at.tries[0].reason == "canceling statement due to lock timeout");
  CHECK(at.tries[1].next == 2);
  CHECK(at.tries[1].of == 10);
  CHECK(at.tries[1].pause > at.tries[0].pause / 2);
  REQUIRE(at.blockers.size() == 1);
  CHECK(at.blockers[0].process == at.other.backend_pid());
  CHECK(at.blockers[0].state == "idle in transaction");
  CHECK(at.blockers[0].query == "begin; lock table t; set application_name = 'the other one'");
  CHECK(describe(at.blockers[0])
            .find("(the other one, postgres, local), idle in transaction, its "
                  "transaction open for ") != std::string::npos);
  // The statement is known, though the whole transaction was sent at once.
  CHECK(at.blocked[0].statement == 2);
  CHECK(at.blocked[0].of == 2);
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "1");
}

TEST_CASE("patience: its end") {
  bench at;
  at.ask("CREATE TABLE t (id int)");
  at.project.add("0000_a", 1, "ALTER TABLE t ADD COLUMN b int;");
  at.other.execute("begin; alter role postgres password 'secret'; lock table t");
  const error failed = at.failing(100ms, 1);
  CHECK(failed.code == "MIGRATE.LOCK_TIMEOUT");
  CHECK(failed.kind == failure::lock);
  CHECK(failed.sqlstate == "55P03");
  CHECK(failed.detail.find("It was tried 2 times.") != std::string::npos);
  CHECK(failed.detail.find(concat("in the way: process ",
                                  std::to_string(at.other.backend_pid()))) != std::string::npos);
  CHECK(failed.detail.find("secret") == std::string::npos);
  CHECK(failed.hint.find("--lock-retries") != std::string::npos);
  CHECK(at.tries.size() == 1);
  CHECK(at.ask("select outcome from sluice.runs") == "failed");
  at.other.execute("rollback");
  CHECK(at.apply().applied.size() == 1);
}

TEST_CASE("patience: interrupted between two tries") {
  bench at;
  at.ask("CREATE TABLE t (id int)");
  at.project.add("0000_a", 1, "ALTER TABLE t ADD COLUMN b int;");
  at.other.execute("begin; lock table t");
  std::atomic<bool> stop{false};
  options how;
  how.locks.lock_timeout = 50ms;
  how.interrupt = &stop;
  observer watch;
  watch.again = [&](const another_try&) { stop = true; };
  try {
    migrate(at.connection, folder::open(at.project.path()), how, watch);
    FAIL("it went on");
  } catch (const error& failed) {
    CHECK(failed.code == "RUN.INTERRUPTED");
    CHECK(failed.kind == failure::interrupted);
  }
  CHECK(at.ask("select outcome from sluice.runs") == "interrupted");
}

TEST_CASE("patience: a deadlock is tried again") {
  bench at;
  at.ask("CREATE TABLE a (id int); CREATE TABLE b (id int)");
  at.ask(concat("alter database ", at.database.name(), " set deadlock_timeout = '100ms'"));
  at.connection = at.database.connect();
  // The other one has b and waits for a; then this one asks for b.
  at.project.add("0000_a", 1,
                 "LOCK TABLE a;DO $$ BEGIN WHILE EXISTS (select from pg_locks where relation = "
                 "'b'::regclass and granted) AND NOT EXISTS (select from pg_locks where relation = "
                 "'a'::regclass and not granted) LOOP PERFORM pg_sleep(0.01); END LOOP; END $$;"
                 "ALTER TABLE b ADD COLUMN x int;");
  at.other.execute("set deadlock_timeout = '1h'; begin; lock table b");
  std::thread rival([&] {
    pg::connection looks = at.database.connect();
    bench::wait_for(looks, "query like 'DO %'");
    at.other.execute("lock table a");
    at.other.execute("commit");
  });
  CHECK(at.apply(5s).applied.size() == 1);
  rival.join();
  REQUIRE(at.tries.size() == 1);
  CHECK(at.tries[0].reason == "deadlock detected");
}

TEST_CASE("patience: a serialization failure is tried again") {
  bench at;
  at.ask("CREATE TABLE t (id int); INSERT INTO t VALUES (1); CREATE SEQUENCE s");
  at.project.add("0000_a", 1,
                 "BEGIN ISOLATION LEVEL REPEATABLE READ;SELECT * FROM t;DO $$ BEGIN WHILE (select "
                 "last_value from s) < 2 LOOP PERFORM pg_sleep(0.01); END LOOP; END $$;UPDATE t "
                 "SET id = id * 10;COMMIT;");
  std::thread rival([&] {
    pg::connection looks = at.database.connect();
    bench::wait_for(looks, "query like 'DO %'");
    at.other.execute("update t set id = 2");
    at.other.execute("select setval('s', 2)");
  });
  CHECK(at.apply().applied.size() == 1);
  rival.join();
  REQUIRE(at.tries.size() == 1);
  CHECK(at.tries[0].reason.find("could not serialize access") == 0);
  CHECK(at.ask("select id from t") == "20");
}

TEST_CASE("patience: in a part of a migration") {
  bench at;
  at.ask("CREATE TABLE t (id int)");
  at.project.add("0000_a", 1, "CREATE TABLE a ();VACUUM t;ALTER TABLE t ADD COLUMN b int;");
  at.other.execute("create table held (); begin; lock table held");
  std::thread rival([&] {
    pg::connection looks = at.database.connect();
    while (looks.execute("select to_regclass('a') is not null")[0].text(0, 0) != "t") {
      std::this_thread::sleep_for(1ms);
    }
    at.other.execute("lock table t in row exclusive mode");
  });
  at.on_try = [&] { at.other.execute("rollback"); };
  const report done = at.apply();
  rival.join();
  CHECK(done.applied.size() == 1);
  CHECK(at.ask("select done || '/' || statements || ' ' || outcome from sluice.steps") ==
        "3/3 done");
}

TEST_CASE("patience: what is made to wait has no timeout") {
  for (const std::string_view sql :
       {"CREATE INDEX CONCURRENTLY i ON t (id);", "ALTER TABLE t VALIDATE CONSTRAINT c;",
        "UPDATE t SET id = 2;", "INSERT INTO t VALUES (3);"}) {
    bench at;
    at.ask(
        "CREATE TABLE t (id int primary key); INSERT INTO t VALUES (1); ALTER TABLE t ADD "
        "CONSTRAINT c CHECK (id > 0) NOT VALID");
    at.project.add("0000_a", 1, sql);
    at.other.execute(
        "begin; update t set id = 3 where id = 1; lock table t in share update exclusive mode");
    std::thread rival([&] {
      pg::connection looks = at.database.connect();
      bench::wait_for(looks, "wait_event_type = 'Lock'");
      std::this_thread::sleep_for(300ms);
      at.other.execute("rollback");
    });
    CHECK_MESSAGE(at.apply(100ms).applied.size() == 1, sql);
    rival.join();
    CHECK_MESSAGE(at.tries.empty(), sql);
  }
}

TEST_CASE("patience: without a timeout whoever is in the way is named too") {
  bench at;
  at.ask("CREATE TABLE t (id int)");
  at.project.add("0000_a", 1, "CREATE INDEX CONCURRENTLY i ON t (id);");
  at.other.execute("begin; insert into t values (1)");
  std::string doing;
  at.on_running = [&](const running_statement& now) {
    if (now.doing.empty() || at.blockers.empty()) return;
    doing = now.doing;
    if (at.other.transaction() == pg::transaction_state::open) at.other.execute("commit");
  };
  CHECK(at.apply().applied.size() == 1);
  REQUIRE(at.blockers.size() == 1);
  CHECK(at.blockers[0].process == at.other.backend_pid());
  CHECK(at.blocked[0].statement == 1);
  CHECK(doing.find("building index: waiting for writers before build") == 0);
}

TEST_CASE("patience: which timeout a statement has") {
  bench at;
  const auto timeouts = [&](std::optional<std::chrono::milliseconds> asked, std::string_view file) {
    at.ask("drop table if exists seen; create table seen (id serial, value text)");
    at.ask("drop schema if exists drizzle cascade");
    at.project.write("0000_a", file);
    at.apply(asked);
    return at.ask("select string_agg(value, ' ' order by id) from seen");
  };
  const std::string row = "INSERT INTO seen (value) VALUES (current_setting('lock_timeout'));";
  const std::string strong = concat("DO $$ BEGIN ", row, " END $$;");
  at.project.add("0000_a", 1, "SELECT 1;");
  CHECK(timeouts(std::nullopt, concat(strong, row, strong)) == "5s 0 5s");
  CHECK(timeouts(300ms, concat(row, strong, row)) == "0 300ms 0");
  CHECK(timeouts(0ms, concat(strong, row)) == "0 0");
  CHECK(timeouts(300ms, concat("SET LOCAL lock_timeout = '1s';", strong, row)) == "1s 1s");
  CHECK(timeouts(300ms, concat("SET work_mem = '1MB';", strong, "VACUUM;", strong)) ==
        "300ms 300ms");
  at.ask(concat("alter database ", at.database.name(), " set lock_timeout = '7s'"));
  at.connection = at.database.connect();
  CHECK(timeouts(std::nullopt, concat(strong, row)) == "7s 7s");
  CHECK(timeouts(300ms, concat(strong, row)) == "300ms 7s");
  CHECK(at.ask("show lock_timeout") == "7s");
}

}  // namespace
}  // namespace sluice::run
