// What `sluice repair` makes of a ledger, and what the real migrators of Drizzle make of that.
#include "run/repair.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "run/migrate.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/drizzle.hpp"
#include "support/project_folder.hpp"
#include "support/proxy.hpp"

namespace sluice::run {
namespace {

using migrations::folder;
using list = std::vector<std::string>;

struct three {
  test::database database;
  test::project_folder project;
  pg::connection connection = database.connect();
  list said;

  three() {
    for (const int number : {0, 1, 2}) add(number);
  }
  static std::string text(int number, std::string_view more = "") {
    return concat("CREATE TABLE t", std::to_string(number), " (id int);", more);
  }
  static std::string tag(int number) { return concat("000", std::to_string(number), "_step"); }
  void add(int number) { project.add(tag(number), 1000 + 10 * number, text(number)); }
  folder open() const { return folder::open(project.path()); }
  std::size_t migrate_all() {
    options how;
    how.accept_edited = true;
    return migrate(connection, open(), how).applied.size();
  }
  repair_report repaired(const repair_wishes& wishes) {
    return repair(connection, open(), options_here(), wishes, {});
  }
  rewrite_options options_here() {
    rewrite_options how{.command = "repair", .version = "1.2.3"};
    how.lock.timeout = std::chrono::milliseconds(50);
    how.remark = [this](const diagnostic& one) { said.push_back(one.code); };
    return how;
  }
  std::string code_of(const repair_wishes& wishes) {
    try {
      repaired(wishes);
    } catch (const error& refused) {
      return refused.code;
    }
    return "";
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  std::string rows() { return test::ledger_rows(connection); }
  // Neither of Drizzle's migrators has anything to do.
  void expect_drizzle_content() {
    const std::string before = rows();
    test::drizzle_orm_migrate(database.url(), project.path());
    test::drizzle_kit_migrate(database.url(), project.path());
    CHECK(rows() == before);
  }
  state state_of(int number) {
    for (const entry_status& one : status(connection, open()).entries) {
      if (one.entry.tag == tag(number)) return one.in;
    }
    return state::outside;
  }
  std::string last_step() {
    return ask(
        "select direction || ' ' || tag || ' ' || outcome from sluice.steps order by run_id desc, "
        "tag limit 1");
  }
};

TEST_CASE("repair: an edited file is accepted") {
  three at;
  at.migrate_all();
  at.project.write(at.tag(1), at.text(1, "\n-- more"));
  CHECK(at.state_of(1) == state::edited);
  const repair_report done = at.repaired({.accept = {at.tag(1)}});
  CHECK(done.written);
  CHECK_FALSE(done.after.disagrees());
  CHECK(at.state_of(1) == state::applied);
  CHECK(at.ask("select hash from drizzle.__drizzle_migrations where id = 2") ==
        sha256_hex(at.text(1, "\n-- more")));
  CHECK(at.last_step() == "accept 0001_step done");
  CHECK(at.ask("select command || ' ' || version || ' ' || outcome from sluice.runs order by id "
               "desc limit 1") == "repair 1.2.3 done");
  CHECK(migrate(at.connection, at.open()).applied.empty());
  at.expect_drizzle_content();
  CHECK(at.code_of({.accept = {at.tag(1)}}) == "REPAIR.NOT_NEEDED");
}

TEST_CASE("repair: an edited file with a new time, known by its tag, gets that time") {
  three at;
  at.migrate_all();
  at.project.forget(1);
  at.project.insert(1, at.tag(1), 5000, at.text(1, " SELECT 1;"));
  CHECK(at.state_of(1) == state::edited);
  CHECK(at.repaired({.accept = {at.tag(1)}}).written);
  CHECK(at.ask("select created_at from drizzle.__drizzle_migrations where id = 2") == "5000");
  at.expect_drizzle_content();
}

TEST_CASE("repair: a time that drizzle-orm would fall for") {
  three at;
  at.migrate_all();
  at.project.forget(2);
  at.project.add(at.tag(2), 9000, at.text(2));
  CHECK(at.state_of(2) == state::retimed);
  list said;
  observer watch;
  watch.remark = [&](const diagnostic& one) { said.push_back(one.code); };
  CHECK(migrate(at.connection, at.open(), {}, watch).applied.empty());
  CHECK(said == list{"LEDGER.RETIMED"});
  const repair_report done = at.repaired({.accept = {at.tag(2)}});
  CHECK_FALSE(done.after.disagrees());
  at.expect_drizzle_content();
}

TEST_CASE("repair: the newest is forgotten, and both would apply it again") {
  three at;
  at.migrate_all();
  CHECK(at.repaired({.forget = {at.tag(2)}}).written);
  CHECK(at.state_of(2) == state::pending);
  CHECK(at.last_step() == "forget 0002_step done");
  at.connection.execute("drop table t2");
  test::drizzle_orm_migrate(at.database.url(), at.project.path());
  CHECK(at.ask("select to_regclass('t2')") == "t2");
  CHECK(at.state_of(2) == state::applied);
  CHECK(at.repaired({.forget = {at.tag(2)}}).written);
  at.connection.execute("drop table t2");
  CHECK(at.migrate_all() == 1);
  at.expect_drizzle_content();
}

TEST_CASE("repair: one in the middle is forgotten, which drizzle-orm doesn't see") {
  three at;
  at.migrate_all();
  const repair_report done = at.repaired({.forget = {at.tag(1)}});
  CHECK(done.after.entries[1].in == state::older);
  at.connection.execute("drop table t1");
  at.expect_drizzle_content();
  CHECK(at.ask("select to_regclass('t1')").empty());
  CHECK(at.migrate_all() == 1);
  at.expect_drizzle_content();
}

TEST_CASE("repair: marking applies nothing, and makes the ledger where it is missing") {
  three at;
  const repair_report done = at.repaired({.mark = {at.tag(0), at.tag(1)}});
  CHECK(done.changes.size() == 2);
  CHECK(at.ask("select count(*) from pg_tables where tablename like 't_'") == "0");
  CHECK(at.last_step() == "mark 0000_step done");
  CHECK(at.state_of(2) == state::pending);
  test::drizzle_orm_migrate(at.database.url(), at.project.path());
  CHECK(at.ask("select string_agg(tablename, ' ') from pg_tables where tablename like 't_'") ==
        "t2");
  at.expect_drizzle_content();
  CHECK(at.code_of({.mark = {at.tag(1)}}) == "REPAIR.NOT_NEEDED");
}

TEST_CASE("repair: rows of no migration, by id, by hash, by the tag that they had") {
  three at;
  at.migrate_all();
  for (const int number : {2, 1, 0}) at.project.forget(static_cast<std::size_t>(number));
  at.add(3);
  CHECK(status(at.connection, at.open()).other_rows.size() == 3);
  CHECK(status(at.connection, at.open()).other_rows[1].tag == "0001_step");
  const std::string hash = sha256_hex(at.text(0));
  CHECK(at.repaired({.forget = {hash.substr(0, 10), "0001_step", "3"}}).written);
  CHECK(at.rows().empty());
  CHECK(at.code_of({.forget = {"3"}}) == "REPAIR.UNKNOWN");
  CHECK(at.migrate_all() == 1);
  at.expect_drizzle_content();
}

TEST_CASE("repair: a second row of a migration") {
  three at;
  at.migrate_all();
  at.connection.execute(
      "insert into drizzle.__drizzle_migrations (hash, created_at) select hash, created_at from "
      "drizzle.__drizzle_migrations where id = 2");
  const status_report now = status(at.connection, at.open());
  REQUIRE(now.other_rows.size() == 1);
  CHECK(now.other_rows[0].in == state::applied_twice);
  CHECK(now.other_rows[0].tag == at.tag(1));
  CHECK(now.disagrees());
  CHECK(at.code_of({.forget = {at.tag(1)}}) == "REPAIR.AMBIGUOUS");
  CHECK_FALSE(at.repaired({.forget = {"4"}}).after.disagrees());
  at.expect_drizzle_content();
}

TEST_CASE("repair: a migration whose file is gone") {
  three at;
  at.migrate_all();
  std::filesystem::remove(at.project.file(at.tag(1)));
  CHECK(at.state_of(1) == state::file_missing);
  CHECK(at.code_of({.accept = {at.tag(1)}}) == "FOLDER.FILE_MISSING");
  at.project.forget(1);
  CHECK(at.repaired({.forget = {at.tag(1)}}).written);
  CHECK_FALSE(status(at.connection, at.open()).disagrees());
  at.expect_drizzle_content();
}

TEST_CASE("repair: nothing is written without a yes, and it says how it would be") {
  three at;
  at.migrate_all();
  const std::string before = at.rows();
  const std::string steps = at.ask("select count(*) from sluice.steps");
  const repair_report asked =
      repair(at.connection, at.open(), at.options_here(), {.forget = {at.tag(2)}},
             [](const repair_report&) { return false; });
  CHECK_FALSE(asked.written);
  CHECK(asked.changes.size() == 1);
  CHECK(asked.after.entries[2].in == state::pending);
  CHECK(at.rows() == before);
  CHECK(at.ask("select count(*) from sluice.steps") == steps);
}

TEST_CASE("repair: what changed since it was asked is not touched") {
  three at;
  at.migrate_all();
  const auto agree = [&](const repair_report&) {
    at.connection.execute("update drizzle.__drizzle_migrations set hash = 'other' where id = 3");
    return true;
  };
  try {
    repair(at.connection, at.open(), at.options_here(), {.forget = {at.tag(2)}}, agree);
    FAIL("it was written");
  } catch (const error& refused) {
    CHECK(refused.code == "LEDGER.CHANGED");
    CHECK(refused.kind == failure::ledger);
  }
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "3");
}

TEST_CASE("repair: not while another is at it") {
  three at;
  at.migrate_all();
  pg::connection other = at.database.connect();
  const migration_lock held(other, {}, {});
  CHECK(at.code_of({.forget = {at.tag(2)}}) == "LOCK.TIMEOUT");
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "3");
}

TEST_CASE("repair: through a pooler, where the transaction takes the lock") {
  three at;
  at.migrate_all();
  const test::proxy pooler(concat(at.database.target().get("host"), "/.s.PGSQL.5432"),
                           {.own_process_numbers = true});
  pg::connection_target target = at.database.target();
  target.set("host", pooler.folder());
  pg::connection through(target);
  CHECK(repair(through, at.open(), at.options_here(), {.forget = {at.tag(2)}}, {}).written);
  CHECK(at.state_of(2) == state::pending);
  pg::connection other = at.database.connect();
  const migration_lock held(other, {}, {});
  CHECK_THROWS_AS(repair(through, at.open(), at.options_here(), {.forget = {at.tag(1)}}, {}),
                  error);
  CHECK(at.state_of(1) == state::applied);
}

TEST_CASE("repair: a role that may write the ledger alone keeps no history") {
  three at;
  test::drizzle_orm_migrate(at.database.url(), at.project.path());
  const std::string role = concat(at.database.name(), "_role");
  at.connection.execute(concat("create role ", role, " login; grant usage on schema drizzle to ",
                               role,
                               "; grant select, insert, update, delete on all tables in "
                               "schema drizzle to ",
                               role));
  pg::connection_target target = at.database.target();
  target.set("user", role);
  {
    pg::connection connection(target);
    CHECK(repair(connection, at.open(), at.options_here(), {.forget = {at.tag(2)}}, {}).written);
  }
  CHECK(at.said == list{"RUN.NO_HISTORY"});
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "2");
  at.connection.execute(concat("drop owned by ", role, "; drop role ", role));
}

TEST_CASE("repair: a migration that was left half applied is forgotten, or its new text accepted") {
  three at;
  at.migrate_all();
  at.project.add("0003_half", 4000, "SELECT 1;\n--> statement-breakpoint\nSELECT 2;");
  const std::string hash = at.open().read(at.open().entries()[3]).hash;
  at.connection.execute(concat(
      "insert into sluice.steps (run_id, tag, hash, direction, statements, done, started_at, "
      "outcome) select max(id), '0003_half', '",
      hash, "', 'up', 2, 1, now(), 'failed' from sluice.runs"));
  const entry_status half = status(at.connection, at.open()).entries[3];
  CHECK(half.in == state::half_applied);
  CHECK(half.recorded->done == 1);
  CHECK(at.code_of({.accept = {"0003_half"}}) == "REPAIR.NOT_NEEDED");
  at.project.write("0003_half", "SELECT 1;\n--> statement-breakpoint\nSELECT 3;");
  const status_report mixed = status(at.connection, at.open());
  CHECK(mixed.entries[3].in == state::half_edited);
  CHECK(mixed.disagrees());
  CHECK(at.repaired({.accept = {"0003_half"}}).written);
  CHECK(status(at.connection, at.open()).entries[3].in == state::half_applied);
  CHECK(at.repaired({.forget = {"0003_half"}}).written);
  CHECK(status(at.connection, at.open()).entries[3].in == state::pending);
  CHECK(at.ask("select count(*) from drizzle.__drizzle_migrations") == "3");
}

TEST_CASE("repair: names that mean nothing") {
  three at;
  at.migrate_all();
  CHECK(at.code_of({.accept = {"0001_stp"}}) == "REPAIR.UNKNOWN");
  CHECK(at.code_of({.forget = {"0009_none"}}) == "REPAIR.UNKNOWN");
  CHECK(at.code_of({.mark = {"0009_none"}}) == "REPAIR.UNKNOWN");
  at.add(3);
  CHECK(at.code_of({.forget = {at.tag(3)}}) == "REPAIR.NOT_NEEDED");
  CHECK(at.code_of({.accept = {at.tag(3)}}) == "REPAIR.NOT_NEEDED");
  CHECK(at.code_of({.accept = {at.tag(1)}, .forget = {at.tag(1)}}) == "REPAIR.NOT_NEEDED");
}

}  // namespace
}  // namespace sluice::run
