// The way back on a real server: what is taken back, in which order, and what is left where it
// fails.
#include "run/rollback.hpp"

#include <algorithm>
#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "migrations/split.hpp"
#include "run/history.hpp"
#include "run/migrate.hpp"
#include "run/repair.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/drizzle.hpp"
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

  // Three migrations, each with its way back.
  bench() {
    for (int i = 0; i < 3; ++i) add(i);
  }
  static std::string tag(int number) { return concat("000", std::to_string(number), "_step"); }
  void add(int number) {
    const std::string n = std::to_string(number);
    project.add(tag(number), 1'700'000'000'000 + number,
                concat("CREATE TABLE t", n, " (id int PRIMARY KEY);"));
    down(number, concat("DROP TABLE t", n, ";"));
  }
  void down(int number, std::string_view sql) const {
    write_file_atomically(project.path() / concat(tag(number), ".down.sql"), sql);
  }

  observer watch() {
    observer out;
    out.remark = [this](const diagnostic& one) {
      said.push_back(concat(one.code, " ", one.message));
    };
    return out;
  }
  std::size_t up() {
    return migrate(connection, folder::open(project.path()), {}, watch()).applied.size();
  }
  std::vector<applied_entry> planned(const rollback_reach& reach, bool accept_edited = false) {
    return last_applied(status(connection, folder::open(project.path())), reach, accept_edited);
  }
  std::vector<way_back> ways(const std::vector<applied_entry>& all) {
    const folder from = folder::open(project.path());
    std::vector<way_back> out;
    for (const applied_entry& one : all) {
      const std::filesystem::path file = from.down_file_of(one.entry);
      out.push_back(test::way_back_of(one, file, read_file(file)));
    }
    return out;
  }
  std::string back(const rollback_reach& reach = {}, const rollback_options& how = {}) {
    const auto again = [&] { return planned(reach); };
    std::string out;
    for (const applied_migration& one : rollback(connection, ways(again()), how, watch(), again)) {
      out += concat(out.empty() ? "" : " ", one.tag);
    }
    return out;
  }
  error failing(const rollback_reach& reach = {}, const rollback_options& how = {}) {
    return test::thrown_by([&] { back(reach, how); });
  }
  status_report now() { return status(connection, folder::open(project.path())); }
  std::string ask(std::string_view sql) { return test::asked(connection, sql, " "); }
  std::string tables() {
    return ask(
        "select relname from pg_class where relkind = 'r' and relnamespace = "
        "'public'::regnamespace order by 1");
  }
  std::string whens() {
    return ask("select created_at - 1700000000000 from drizzle.__drizzle_migrations order by id");
  }
  std::string steps() {
    return ask(
        "select concat_ws(':', s.tag, s.direction, s.done || '/' || s.statements, s.outcome) from "
        "sluice.steps s join sluice.runs r on r.id = s.run_id where r.command = 'rollback' order "
        "by s.started_at");
  }
};

rollback_reach steps(std::size_t count) {
  return {.steps = count, .to = {}};
}
rollback_reach to(const std::string& tag) {
  return {.steps = 1, .to = tag};
}

TEST_CASE("rollback: one step, then two, each with its row and its history") {
  bench at;
  at.up();
  CHECK(at.back() == "0002_step");
  CHECK(at.tables() == "t0 t1");
  CHECK(at.whens() == "0 1");
  CHECK(at.back(steps(2)) == "0001_step 0000_step");
  CHECK(at.tables().empty());
  CHECK(at.whens().empty());
  CHECK(at.back(steps(7)).empty());
  CHECK(at.steps() == "0002_step:down:1/1:done 0001_step:down:1/1:done 0000_step:down:1/1:done");
  CHECK(at.ask("select string_agg(outcome, ' ' order by id) from sluice.runs") == "done done done");
  CHECK(at.up() == 3);
  CHECK(at.tables() == "t0 t1 t2");
}

TEST_CASE("rollback: to a migration, which stays") {
  bench at;
  at.up();
  CHECK(at.back(to("0000_step")) == "0002_step 0001_step");
  CHECK(at.tables() == "t0");
  CHECK(at.back(to("0000_step")).empty());
  CHECK(at.failing(to("0001_step")).code == "ROLLBACK.NOT_APPLIED");
  const error unknown = at.failing(to("0001_stepp"));
  CHECK(unknown.code == "ROLLBACK.UNKNOWN");
  CHECK(unknown.hint == "did you mean 0001_step?");
  CHECK(at.tables() == "t0");
}

TEST_CASE("rollback: in the order in which they were applied, not in the journal's") {
  bench at;
  at.up();
  at.project.insert(1, "0001_branch", 1'699'999'999'999, "CREATE TABLE branch (id int);");
  write_file_atomically(at.project.path() / "0001_branch.down.sql", "DROP TABLE branch;");
  CHECK(at.up() == 1);
  CHECK(at.back() == "0001_branch");
  CHECK(at.up() == 1);
  CHECK(at.back(to("0002_step")) == "0001_branch");
  CHECK(at.tables() == "t0 t1 t2");
}

TEST_CASE("rollback: one that fails leaves everything as it was, and what came before it done") {
  bench at;
  at.up();
  at.down(1, "DROP TABLE t1;--> statement-breakpoint\nDROP TABLE nothing;");
  const std::string rows = test::ledger_rows(at.connection);
  const error failed = at.failing(steps(3));
  CHECK(failed.code == "MIGRATE.FAILED");
  CHECK(failed.kind == failure::migration);
  CHECK(failed.where.file.ends_with("0001_step.down.sql"));
  CHECK(failed.where.line == 2);
  CHECK(failed.detail.find("Nothing of 0001_step was taken back: it is applied as before. "
                           "0002_step was taken back in this run. 1 earlier one was not tried.") !=
        std::string::npos);
  CHECK(at.tables() == "t0 t1");
  CHECK(rows.starts_with(test::ledger_rows(at.connection)));
  CHECK(at.whens() == "0 1");
  CHECK(at.steps() == "0002_step:down:1/1:done 0001_step:down:0/2:failed");
  CHECK(at.ask("select outcome from sluice.runs where command = 'rollback'") == "failed");
  CHECK(at.up() == 1);
}

TEST_CASE("rollback: drizzle's migrators apply again what was taken back") {
  bench at;
  at.up();
  at.back(steps(2));
  test::drizzle_orm_migrate(at.database.url(), at.project.path());
  CHECK(at.tables() == "t0 t1 t2");
  CHECK(at.whens() == "0 1 2");
  CHECK(at.back() == "0002_step");
  test::drizzle_kit_migrate(at.database.url(), at.project.path());
  CHECK(at.tables() == "t0 t1 t2");
  CHECK(at.up() == 0);
}

TEST_CASE("rollback: a migration that is in the ledger twice goes with both rows") {
  bench at;
  at.up();
  at.ask(
      "insert into drizzle.__drizzle_migrations (hash, created_at) select hash, created_at from "
      "drizzle.__drizzle_migrations where id = 2 returning 1");
  CHECK(at.back(to("0000_step")) == "0002_step 0001_step");
  CHECK(at.whens() == "0");
}

TEST_CASE("rollback: a file that was changed after it was applied is refused") {
  bench at;
  at.up();
  at.project.write("0002_step", "CREATE TABLE t2 (id bigint);");
  CHECK(at.failing().code == "LEDGER.EDITED");
  CHECK(at.tables() == "t0 t1 t2");
  CHECK(at.planned({}, true).size() == 1);
}

TEST_CASE("rollback: a migration that is half applied stands in the way") {
  bench at;
  at.up();
  at.project.add("0003_half", 1'700'000'000'009,
                 "-- sluice:tx none\nCREATE TABLE h (id int);--> statement-breakpoint\nnonsense;");
  CHECK_THROWS_AS(at.up(), const error&);
  CHECK(at.failing().code == "LEDGER.HALF_APPLIED");
  CHECK(at.tables() == "h t0 t1 t2");
}

TEST_CASE("rollback: outside a transaction it goes on where it stopped") {
  bench at;
  at.up();
  const std::string begin =
      "-- sluice:tx none\nCREATE TABLE log (id int);--> statement-breakpoint\n";
  at.down(2, concat(begin, "DROP TABLE t2;--> statement-breakpoint\nDROP TABLE other;"));
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration_repair);
  CHECK(failed.detail.find("Statements 1 to 2 of the way back of 0002_step are done and stay so; "
                           "the migration is still recorded as applied. `sluice rollback` goes on "
                           "there.") != std::string::npos);
  CHECK(at.whens() == "0 1 2");
  CHECK(at.steps() == "0002_step:down:2/3:failed");
  const entry_status half = at.now().entries[2];
  CHECK(half.in == state::half_taken_back);
  CHECK(half.way_back->done == 2);
  CHECK(at.now().disagrees());
  // Another text is nobody's rest.
  at.down(2, concat(begin, "DROP TABLE t2;"));
  CHECK(at.failing().code == "LEDGER.EDITED_HALFWAY");
  at.down(2, concat(begin, "DROP TABLE t2;--> statement-breakpoint\nDROP TABLE other;"));
  at.ask("create table other (id int); select 1");
  CHECK(at.back() == "0002_step");
  CHECK(at.said.back().starts_with("RUN.RESUMED 2 of 3 statements"));
  CHECK(at.tables() == "log t0 t1");
  CHECK(at.whens() == "0 1");
  CHECK(at.now().entries[2].in == state::pending);
}

TEST_CASE("rollback: half of a way back is known whatever is applied after it") {
  bench at;
  at.up();
  at.down(2, "-- sluice:tx none\nDROP TABLE t2;--> statement-breakpoint\nDROP TABLE other;");
  at.failing();
  at.add(3);
  CHECK(at.up() == 1);
  CHECK(std::any_of(at.said.begin(), at.said.end(), [](const std::string& one) {
    return one.starts_with("LEDGER.HALF_TAKEN_BACK 0002_step is taken back in part");
  }));
  CHECK(at.now().entries[2].in == state::half_taken_back);
  at.ask("create table other (id int); select 1");
  CHECK(at.back(steps(2)) == "0003_step 0002_step");
  CHECK(at.tables() == "t0 t1");
}

TEST_CASE("rollback: half of a way back that somebody made whole again is accepted") {
  bench at;
  at.up();
  at.down(2, "-- sluice:tx none\nDROP TABLE t2;--> statement-breakpoint\nDROP TABLE other;");
  at.failing();
  at.ask("create table t2 (id int); select 1");
  repair(at.connection, folder::open(at.project.path()), {}, {.accept = {"0002_step"}}, {});
  CHECK(at.now().entries[2].in == state::applied);
  CHECK_FALSE(at.now().disagrees());
}

TEST_CASE("rollback: DROP INDEX CONCURRENTLY runs alone") {
  bench at;
  at.project.write("0002_step", "CREATE TABLE t2 (id int);CREATE INDEX i2 ON t2 (id);");
  at.down(2, "DROP INDEX CONCURRENTLY i2;--> statement-breakpoint\nDROP TABLE t2;");
  at.up();
  CHECK(at.back() == "0002_step");
  CHECK(at.steps() == "0002_step:down:2/2:done");
}

TEST_CASE("rollback: somebody else was faster") {
  bench at;
  at.up();
  const std::vector<way_back> all = at.ways(at.planned({}));
  at.back();
  const auto again = [&] { return at.planned({}); };
  CHECK(test::thrown_by([&] { rollback(at.connection, all, {}, {}, again); }).code ==
        "LEDGER.CHANGED");
  CHECK(at.whens() == "0 1");
}

TEST_CASE("rollback: waits for the lock, and says so") {
  bench at;
  at.up();
  pg::connection other = at.database.connect();
  const migration_lock held(other, ledger_name{}, {});
  rollback_options how;
  how.advisory_lock_timeout = std::chrono::milliseconds(200);
  CHECK(at.failing({}, how).code == "LOCK.TIMEOUT");
  CHECK(at.tables() == "t0 t1 t2");
}

TEST_CASE("rollback: interrupted, nothing has changed") {
  bench at;
  at.up();
  at.down(2, "DROP TABLE t2;SELECT pg_sleep(30);");
  std::atomic<bool> interrupt{false};
  rollback_options how;
  how.interrupt = &interrupt;
  std::thread signal([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    interrupt = true;
  });
  CHECK(at.failing({}, how).kind == failure::interrupted);
  signal.join();
  CHECK(at.tables() == "t0 t1 t2");
  CHECK(at.whens() == "0 1 2");
  CHECK(at.steps() == "0002_step:down:0/2:interrupted");
}

TEST_CASE("rollback: after it the ledger agrees with the folder") {
  bench at;
  at.up();
  at.back(steps(2));
  const status_report now = status(at.connection, folder::open(at.project.path()));
  CHECK_FALSE(now.disagrees());
  CHECK(now.count(standing::pending) == 2);
  CHECK(now.entries[1].in == state::pending);
}

}  // namespace
}  // namespace sluice::run
