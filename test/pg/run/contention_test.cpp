// Many at once, and one that is killed: each migration is applied exactly once, and the ledger says
// so.
#include <array>
#include <chrono>
#include <doctest/doctest.h>
#include <functional>
#include <random>
#include <signal.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "support/database.hpp"
#include "support/project_folder.hpp"
#include "support/proxy.hpp"

namespace sluice::run {
namespace {

using migrations::folder;

void add_steps(test::project_folder& project, int count) {
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    project.add(
        concat("step_", n), 1000 + i,
        concat("CREATE TABLE t", n, " (id int);\n--> statement-breakpoint\nINSERT INTO t", n,
               " VALUES (1);\n--> statement-breakpoint\nCREATE INDEX i", n, " ON t", n, " (id);"));
  }
}

// In a child, which ends without doctest's or the parent's clean-up.
pid_t in_child(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  int code = 0;
  try {
    work();
  } catch (const error& failed) {
    const std::string said = concat(failed.code, ": ", failed.what(), "\n", failed.detail, "\n");
    code = ::write(STDERR_FILENO, said.data(), said.size()) > 0 ? 1 : 2;
  }
  ::_exit(code);
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string ask(const test::database& database, std::string_view sql) {
  pg::connection connection = database.connect();
  return std::string(connection.execute(sql).at(0).text(0, 0));
}

// They start at once, on connections to `target`.
void twenty_at_once(const test::database& database, const pg::connection_target& target) {
  test::project_folder project;
  add_steps(project, 12);
  std::array<int, 2> gate{};
  REQUIRE(::pipe(gate.data()) == 0);
  std::array<pid_t, 20> children{};
  for (pid_t& child : children) {
    child = in_child([&] {
      ::close(gate[1]);
      char byte = 0;
      const ssize_t opened = ::read(gate[0], &byte, 1);
      if (opened != 0) return;
      pg::connection connection(target);
      migrate(connection, folder::open(project.path()));
    });
  }
  ::close(gate[0]);
  ::close(gate[1]);
  for (const pid_t child : children) CHECK(wait_for(child) == 0);
  CHECK(ask(database,
            "select count(*) || ' ' || count(distinct hash) from "
            "drizzle.__drizzle_migrations") == "12 12");
  CHECK(ask(database, "select count(*) from pg_tables where schemaname = 'public'") == "12");
}

TEST_CASE("twenty processes started together apply each migration once") {
  const test::database database;
  twenty_at_once(database, database.target());
}

TEST_CASE("twenty processes through a pooler, where no session's lock holds") {
  const test::database database;
  const test::proxy pooler(concat(database.target().get("host"), "/.s.PGSQL.5432"),
                           {.own_process_numbers = true});
  pg::connection_target target = database.target();
  target.set("host", pooler.folder());
  twenty_at_once(database, target);
}

TEST_CASE("kill -9 at any moment leaves the ledger exact") {
  const test::database database;
  test::project_folder project;
  add_steps(project, 400);
  const std::string recorded =
      "select coalesce(string_agg(created_at - 1000 || '', ',' order by created_at), '') from "
      "drizzle.__drizzle_migrations";
  const std::string made =
      "select coalesce(string_agg(substr(tablename, 2), ',' order by substr(tablename, 2)::int), "
      "'') "
      "from pg_tables where schemaname = 'public'";
  std::mt19937 random(20);
  int stopped_on_the_way = 0;
  for (int i = 0; i < 12; ++i) {
    const pid_t child = in_child([&] {
      pg::connection connection = database.connect();
      migrate(connection, folder::open(project.path()));
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + random() % 60));
    ::kill(child, SIGKILL);
    stopped_on_the_way += wait_for(child) == 128 + SIGKILL ? 1 : 0;
    // What the server was told before the client died, it ends on its own.
    while (ask(database,
               "select count(*) from pg_stat_activity where datname = current_database() "
               "and pid <> pg_backend_pid() and backend_type = 'client backend'") != "0") {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    if (ask(database, "select to_regclass('drizzle.__drizzle_migrations')").empty()) continue;
    CHECK(ask(database, recorded) == ask(database, made));
  }
  CHECK(stopped_on_the_way > 0);
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.path()));
  CHECK(ask(database, "select count(*) from drizzle.__drizzle_migrations") == "400");
  CHECK(ask(database, recorded) == ask(database, made));
}

TEST_CASE("kill -9 at any moment, of migrations that are more than one transaction") {
  const test::database database;
  test::project_folder project;
  project.add("0000_log", 1, "CREATE TABLE log (what text);CREATE TYPE e AS ENUM ('a');");
  const auto file = [](std::string_view mode, const std::string& n) {
    return concat(mode, "INSERT INTO log VALUES ('a", n, "');CREATE TABLE t", n,
                  " (id int);CREATE INDEX CONCURRENTLY i", n, " ON t", n,
                  " (id);INSERT INTO log VALUES ('b", n, "');VACUUM t", n,
                  ";DROP INDEX CONCURRENTLY i", n, ";CREATE UNIQUE INDEX CONCURRENTLY j", n,
                  " ON t", n, " (id);INSERT INTO log VALUES ('c", n, "');");
  };
  for (int i = 1; i < 40; ++i) {
    const std::string n = std::to_string(i);
    project.add(concat("step_", n), 1 + i,
                file(i % 3 == 0   ? "-- sluice:tx none\n"
                     : i % 3 == 1 ? "COMMIT;"
                                  : "",
                     n));
  }
  std::mt19937 random(21);
  int stopped_on_the_way = 0;
  for (int i = 0; i < 25; ++i) {
    const pid_t child = in_child([&] {
      pg::connection connection = database.connect();
      migrate(connection, folder::open(project.path()));
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(15 + random() % 120));
    ::kill(child, SIGKILL);
    stopped_on_the_way += wait_for(child) == 128 + SIGKILL ? 1 : 0;
    // Half of them take the server's process with them.
    if (i % 2 == 0) {
      ask(database,
          "select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where datname = "
          "current_database() and pid <> pg_backend_pid()");
    }
  }
  CHECK(stopped_on_the_way > 0);
  pg::connection connection = database.connect();
  migrate(connection, folder::open(project.path()));
  CHECK(ask(database, "select count(*) || ' ' || count(distinct what) from log") == "117 117");
  CHECK(ask(database, "select count(*) from drizzle.__drizzle_migrations") == "40");
  CHECK(ask(database,
            "select count(*) || ' ' || count(*) filter (where indisvalid) from pg_index where "
            "indrelid in (select oid from pg_class where relname ~ '^t[0-9]')") == "39 39");
}

}  // namespace
}  // namespace sluice::run
