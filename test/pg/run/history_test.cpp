// What schema `sluice` knows of the runs, after each kind of end.
#include "run/history.hpp"

#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/process.hpp"
#include "support/project_folder.hpp"
#include "support/thrown.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

struct bench {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();

  report apply(const options& how = {}, const observer& watch = {}) {
    return migrate(connection, folder::open(project.path()), how, watch);
  }
  error failing(const options& how = {}) {
    return test::thrown_by([&] { apply(how); });
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  std::string runs() {
    return ask(
        "select concat_ws(' ', command, ledger, outcome, finished_at >= started_at, error) from "
        "sluice.runs order by id");
  }
  std::string steps() {
    return ask(
        "select concat_ws(' ', tag, direction, done || '/' || statements, outcome, finished_at >= "
        "started_at) from sluice.steps order by run_id, tag");
  }
};

constexpr std::string_view ledger_text = "migrate drizzle.__drizzle_migrations ";

TEST_CASE("history: a run and its steps") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);--> statement-breakpoint\nSELECT 1;");
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  options how;
  how.version = "1.2.3";
  at.apply(how);
  CHECK(at.runs() == concat(ledger_text, "done t"));
  CHECK(at.steps() == "0000_a up 2/2 done t\n0001_b up 1/1 done t");
  CHECK(at.ask("select role = current_user and client like '%@% local' and version = '1.2.3' and "
               "length(plan_hash) = 64 from sluice.runs") == "t");
  CHECK(at.ask("select bool_and(s.hash = l.hash) from sluice.steps s left join "
               "drizzle.__drizzle_migrations l using (hash)") == "t");
}

TEST_CASE("history: with nothing pending nothing is written, not even the schema") {
  bench at;
  at.apply();
  CHECK(at.ask("select count(*) from pg_namespace where nspname in ('sluice', 'drizzle')") == "0");
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.apply();
  at.apply();
  CHECK(at.ask("select count(*) from sluice.runs") == "1");
}

TEST_CASE("history: a failure stays, though the migration is rolled back") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);SELECT nothing;");
  at.failing();
  CHECK(at.runs() == concat(ledger_text,
                            "failed t MIGRATE.FAILED: 0001_b failed at statement 2 of 2: column "
                            "\"nothing\" does not exist"));
  CHECK(at.steps() == "0000_a up 1/1 done t\n0001_b up 0/2 failed t");
  at.project.write("0001_b", "CREATE TABLE b (id int);");
  at.apply();
  CHECK(at.ask("select string_agg(outcome, ' ' order by id) from sluice.runs") == "failed done");
}

TEST_CASE("history: interrupted") {
  bench at;
  at.project.add("0000_a", 1, "SELECT pg_sleep(30);");
  std::atomic<bool> interrupt{false};
  options how;
  how.interrupt = &interrupt;
  std::thread signal([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    interrupt = true;
  });
  CHECK(at.failing(how).code == "RUN.INTERRUPTED");
  signal.join();
  CHECK(at.ask("select outcome from sluice.runs") == "interrupted");
  CHECK(at.steps() == "0000_a up 0/1 interrupted t");
}

TEST_CASE("history: who died without a word is found by the next run") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  at.project.add("0001_b", 2, "SELECT pg_sleep(300);");
  CHECK(test::killed_when(
      [&] {
        pg::connection connection = at.database.connect();
        migrate(connection, folder::open(at.project.path()));
      },
      [&] {
        test::wait_until(
            at.connection,
            "count(*) = 1 from pg_stat_activity where datname = current_database() and "
            "query like '%pg_sleep(300)%' and pid <> pg_backend_pid()");
      }));
  CHECK(at.ask("select count(*) from sluice.runs where outcome is null") == "1");
  at.ask(
      "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = "
      "current_database() and pid <> pg_backend_pid()");
  at.project.write("0001_b", "SELECT 1;");
  at.apply();
  CHECK(at.ask("select string_agg(outcome, ' ' order by id) from sluice.runs") ==
        "interrupted done");
}

TEST_CASE("history: a role without the rights is told and migrates all the same") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);");
  const std::string role = concat("poor_", at.database.name());
  const std::string quoted = pg::quote_identifier(role);
  at.ask(concat("create role ", quoted, " login; create schema drizzle authorization ", quoted,
                "; grant create, usage on schema public to ", quoted));
  pg::connection_target target = at.database.target();
  target.set("user", role);
  std::vector<std::string> said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(concat(one.code, " ", one.message)); };
  {
    pg::connection poor(target);
    CHECK(migrate(poor, folder::open(at.project.path()), {}, watch).applied.size() == 1);
  }
  REQUIRE(said.size() == 1);
  CHECK(said[0].find(
            "RUN.NO_HISTORY the database keeps no history of this run: permission denied") == 0);
  // The tables are there, and are somebody else's.
  at.project.add("0001_b", 2, "CREATE TABLE b (id int);");
  at.apply();
  at.project.add("0002_c", 3, "CREATE TABLE c (id int);");
  pg::connection poor(target);
  at.ask(concat("grant select, insert on drizzle.__drizzle_migrations to ", quoted));
  CHECK(migrate(poor, folder::open(at.project.path()), {}, watch).applied.size() == 1);
  CHECK(said.size() == 2);
  CHECK(at.ask("select count(*) from sluice.runs") == "1");
  at.ask(concat("drop owned by ", quoted, "; drop role ", quoted));
}

}  // namespace
}  // namespace sluice::run
