// Migrations that are more than one transaction: each statement runs once, whoever dies on the way.
#include <atomic>
#include <doctest/doctest.h>
#include <functional>
#include <thread>

#include "base/error.hpp"
#include "base/text.hpp"
#include "run/migrate.hpp"
#include "run/repair.hpp"
#include "support/asked.hpp"
#include "support/database.hpp"
#include "support/process.hpp"
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
  std::vector<std::string> said;  // codes of remarks
  std::string last;               // the last one's words

  report apply(const options& how = {}) {
    said.clear();
    observer watch;
    watch.remark = [this](const diagnostic& one) {
      said.push_back(one.code);
      last = one.message;
    };
    return migrate(connection, folder::open(project.path()), how, watch);
  }
  error failing(const options& how = {}) {
    return test::thrown_by([&] { apply(how); });
  }
  std::string ask(std::string_view sql) { return test::asked(connection, sql); }
  void wait_until(std::string_view condition) { test::wait_until(connection, condition); }
  std::string rows() { return ask("select count(*) from drizzle.__drizzle_migrations"); }
  std::string steps() {
    return ask(
        "select string_agg(concat(tag, ' ', done, '/', statements, ' ', outcome), ', ' order by "
        "run_id, tag) from sluice.steps");
  }
  std::string index(std::string_view name) {
    return ask(
        concat("select case when indisvalid then 'valid' else 'invalid' end from pg_index "
               "where indexrelid = to_regclass('",
               name, "')"));
  }
  // In another process, which is killed once the condition holds.
  void kill_when(std::string_view condition) {
    CHECK(test::killed_when(
        [&] {
          pg::connection own = database.connect();
          migrate(own, folder::open(project.path()));
        },
        [&] { wait_until(condition); }));
  }
  void end_sessions_with(std::string_view query) {
    ask(
        concat("select count(pg_terminate_backend(pid, 10000)) from pg_stat_activity where "
               "datname = current_database() and pid <> pg_backend_pid() and query ilike '%",
               query, "%'"));
  }
};

constexpr std::string_view building =
    "exists (select from pg_stat_activity a join pg_index x on not x.indisvalid where query ilike "
    "'%concurrently i on%' and a.pid <> pg_backend_pid() and wait_event_type = 'Lock')";

const options with_none = [] {
  options out;
  out.within = transactions::none;
  return out;
}();
const options with_all = [] {
  options out;
  out.within = transactions::all;
  return out;
}();

TEST_CASE("portions: what PostgreSQL refuses in a transaction runs alone") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int);\n--> statement-breakpoint\nINSERT INTO a VALUES (1);\n"
                 "--> statement-breakpoint\nCREATE INDEX CONCURRENTLY i ON a (id);\n"
                 "--> statement-breakpoint\nVACUUM a;\n--> statement-breakpoint\n"
                 "CREATE TABLE b (id int);");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said.empty());
  CHECK(at.index("i") == "valid");
  CHECK(at.rows() == "1");
  CHECK(at.steps() == "0000_a 5/5 done");
  CHECK(at.ask("show lock_timeout") == "0");
}

TEST_CASE("portions: a failure in the middle, and the next run goes on there") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int); INSERT INTO a VALUES (1);\n"
                 "CREATE INDEX CONCURRENTLY i ON a (id);\n"
                 "CREATE TABLE c (id int); INSERT INTO b VALUES (1);");
  const error failed = at.failing();
  CHECK(failed.kind == failure::migration_repair);
  CHECK(failed.statement == 5);
  CHECK(failed.detail.find("Statements 1 to 3 of 0000_a are applied and recorded as that: the next "
                           "run goes on at statement 4.") != std::string::npos);
  CHECK(at.steps() == "0000_a 3/5 failed");
  CHECK(at.rows() == "0");
  CHECK(at.ask("select to_regclass('c')").empty());
  at.ask("CREATE TABLE b (id int)");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.RESUMED"});
  CHECK(at.ask("select count(*) from a") == "1");
  CHECK(at.ask("select count(*) from b") == "1");
  CHECK(at.steps() == "0000_a 3/5 failed, 0000_a 5/5 done");
}

TEST_CASE("portions: what the file set holds in every part, and after a resumption") {
  bench at;
  at.ask("CREATE SCHEMA s");
  at.project.add("0000_a", 1,
                 "SET search_path = s;CREATE TABLE a (id int);CREATE INDEX CONCURRENTLY i ON a "
                 "(id);INSERT INTO a VALUES (1);VACUUM a;SELECT b FROM later;CREATE TABLE c ();");
  CHECK(at.failing().statement == 6);
  CHECK(at.ask("show search_path") == "\"$user\", public");
  at.ask("CREATE TABLE s.later (b int)");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.index("s.i") == "valid");
  CHECK_FALSE(at.ask("select to_regclass('s.c')").empty());
  CHECK(at.ask("select count(*) from s.a") == "1");
}

TEST_CASE("portions: an index build that fails leaves no INVALID index in the end") {
  bench at;
  at.ask("CREATE TABLE a (id int); INSERT INTO a VALUES (1), (1)");
  at.project.add("0000_a", 1, "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a (id);");
  const error failed = at.failing();
  CHECK(failed.sqlstate == "23505");
  CHECK(failed.kind == failure::migration);
  CHECK(at.index("i") == "invalid");
  at.ask("DELETE FROM a WHERE ctid = '(0,1)'");
  // IF NOT EXISTS alone would take the INVALID one for the index.
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.INVALID_INDEX"});
  CHECK(at.last.find("index public.i on a was left INVALID") == 0);
  CHECK(at.index("i") == "valid");
}

TEST_CASE("portions: an index that somebody else made is no success") {
  bench at;
  at.ask("CREATE TABLE a (id int); CREATE INDEX i ON a (id)");
  at.project.add("0000_a", 1, "CREATE INDEX CONCURRENTLY i ON a (id);");
  CHECK(at.failing().sqlstate == "42P07");
  CHECK(at.failing().sqlstate == "42P07");
}

TEST_CASE("portions: killed while an index is built, which dies with it") {
  bench at;
  at.project.add("0000_a", 1,
                 "CREATE TABLE a (id int);INSERT INTO a VALUES (1);\n"
                 "CREATE INDEX CONCURRENTLY i ON a (id);INSERT INTO a VALUES (2);");
  at.ask("CREATE TABLE other (id int)");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into other values (1)");  // not yet in the way
  std::thread blocker([&] {
    pg::connection looks = at.database.connect();
    while (looks.execute("select to_regclass('a') is not null")[0].text(0, 0) != "t") {
      std::this_thread::sleep_for(1ms);
    }
    writer.execute("lock table a in row exclusive mode");
  });
  at.kill_when(building);
  blocker.join();
  at.end_sessions_with("concurrently i on");
  writer.execute("rollback");
  CHECK(at.index("i") == "invalid");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.RESUMED", "RUN.INVALID_INDEX"});
  CHECK(at.index("i") == "valid");
  CHECK(at.ask("select string_agg(id::text, ' ' order by id) from a") == "1 2");
  CHECK(at.steps() == "0000_a 2/4 interrupted, 0000_a 4/4 done");
}

TEST_CASE("portions: killed while an index is built, which the server ends all the same") {
  bench at;
  at.ask("CREATE TABLE a (id int)");
  at.project.add("0000_a", 1, "CREATE INDEX CONCURRENTLY i ON a (id);");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into a values (1)");
  at.kill_when(building);
  // The next run waits for the lock that the dead one's session has until its build is done.
  std::thread release([&] {
    std::this_thread::sleep_for(300ms);
    writer.execute("commit");
  });
  CHECK(at.apply().applied.size() == 1);
  release.join();
  CHECK(at.said == std::vector<std::string>{"RUN.DONE_BEFORE"});
  CHECK(at.index("i") == "valid");
  CHECK(at.steps() == "0000_a 0/1 interrupted, 0000_a 1/1 done");
}

// Of an index without a name; the builder waits for a writer.
constexpr std::string_view building_on_a =
    "exists (select from pg_stat_activity a join pg_index x on not x.indisvalid where query ilike "
    "'%concurrently on a%' and a.pid <> pg_backend_pid() and wait_event_type = 'Lock')";
constexpr std::string_view indexes_of_a =
    "select concat(count(*), ', invalid: ', count(*) filter (where not indisvalid)) from pg_index "
    "where indrelid = 'a'::regclass";

TEST_CASE("portions: an index without a name, whose build dies with the run") {
  bench at;
  at.ask(
      "CREATE TABLE a (gone int, id int, t text); ALTER TABLE a DROP gone; CREATE INDEX other ON a "
      "(id); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'other'::regclass");
  at.project.add(
      "0000_a", 1,
      "CREATE TABLE b ();CREATE /* no name */ INDEX CONCURRENTLY ON a (lower(t), id DESC) "
      "INCLUDE (t) WHERE id > 3;");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into a values (1)");
  at.kill_when(building_on_a);
  at.end_sessions_with("concurrently on a");
  writer.execute("rollback");
  CHECK(at.ask(indexes_of_a) == "2, invalid: 2");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.RESUMED", "RUN.INVALID_INDEX"});
  CHECK(at.ask(indexes_of_a) == "2, invalid: 1");
  CHECK(at.index("other") == "invalid");
}

TEST_CASE("portions: an index without a name, which the server builds to its end all the same") {
  bench at;
  at.ask("CREATE TABLE a (id int)");
  at.project.add("0000_a", 1, "CREATE INDEX CONCURRENTLY ON a (id);");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into a values (1)");
  at.kill_when(building_on_a);
  std::thread release([&] {
    std::this_thread::sleep_for(300ms);
    writer.execute("commit");
  });
  CHECK(at.apply().applied.size() == 1);
  release.join();
  CHECK(at.said == std::vector<std::string>{"RUN.DONE_BEFORE"});
  CHECK(at.ask(indexes_of_a) == "1, invalid: 0");
}

TEST_CASE("portions: an index without a name, whose build fails") {
  bench at;
  at.ask("CREATE SCHEMA \"my USING\"; CREATE TABLE \"my USING\".a (id int)");
  at.ask("INSERT INTO \"my USING\".a VALUES (1), (1)");
  at.project.add("0000_a", 1, "CREATE UNIQUE INDEX CONCURRENTLY ON ONLY \"my USING\".a (id);");
  at.project.add("0001_b", 2, "CREATE INDEX CONCURRENTLY ON \"my USING\".a (id);");
  CHECK(at.failing().sqlstate == "23505");
  at.ask("DELETE FROM \"my USING\".a");
  CHECK(at.apply().applied.size() == 2);
  CHECK(at.ask("select concat(count(*), ' ', bool_and(indisvalid)) from pg_index where indrelid = "
               "'\"my USING\".a'::regclass") == "2 t");
}

TEST_CASE("portions: interrupted while an index is built") {
  bench at;
  at.ask("CREATE TABLE a (id int)");
  at.project.add("0000_a", 1, "CREATE TABLE b ();CREATE INDEX CONCURRENTLY i ON a (id);");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into a values (1)");
  std::atomic<bool> stop{false};
  options how;
  how.interrupt = &stop;
  std::thread signal([&] {
    pg::connection looks = at.database.connect();
    while (looks.execute(concat("select ", building))[0].text(0, 0) != "t") {
      std::this_thread::sleep_for(10ms);
    }
    stop = true;
  });
  const error failed = at.failing(how);
  signal.join();
  CHECK(failed.kind == failure::interrupted);
  CHECK(failed.detail.find("goes on at statement 2") != std::string::npos);
  writer.execute("rollback");
  CHECK(at.index("i") == "invalid");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.index("i") == "valid");
  CHECK(at.rows() == "1");
}

TEST_CASE("portions: two migrators and an index build") {
  bench at;
  at.ask("CREATE TABLE a (id int)");
  at.project.add("0000_a", 1, "CREATE INDEX CONCURRENTLY i ON a (id);");
  pg::connection writer = at.database.connect();
  writer.execute("begin; insert into a values (1)");
  std::atomic<std::size_t> applied{0};
  std::vector<std::thread> all;
  for (int i = 0; i < 3; ++i) {
    all.emplace_back([&] {
      pg::connection own = at.database.connect();
      applied += migrate(own, folder::open(at.project.path())).applied.size();
    });
  }
  // One builds and waits for the writer, the others wait for the lock without a transaction that
  // the build would wait for.
  at.wait_until(building);
  std::this_thread::sleep_for(300ms);
  writer.execute("commit");
  for (std::thread& one : all) one.join();
  CHECK(applied == 1);
  CHECK(at.index("i") == "valid");
  CHECK(at.rows() == "1");
}

TEST_CASE("portions: DROP, REINDEX and DETACH that a dead run had done or begun") {
  bench at;
  at.ask(
      "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE p1 PARTITION OF p FOR VALUES "
      "FROM (0) TO (9); CREATE TABLE a (id int); CREATE INDEX i ON a (id)");
  for (const std::string_view sql :
       {"DROP INDEX CONCURRENTLY i;", "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY;"}) {
    const std::string tag = concat("000",
                                   at.ask("select count(*) from pg_class where relname like "
                                          "'%drizzle_migrations'"),
                                   std::to_string(sql.size()), "_x");
    at.project.add(tag, static_cast<std::int64_t>(sql.size()), sql);
    // As if the run had died after the server was done.
    at.apply();
    at.ask(concat("delete from drizzle.__drizzle_migrations where created_at = ",
                  std::to_string(sql.size())));
    at.ask(concat("update sluice.steps set done = 0, outcome = null where tag = '", tag, "'"));
    CHECK(at.apply().applied.size() == 1);
    CHECK(at.said == std::vector<std::string>{"RUN.DONE_BEFORE"});
  }
  // A detachment that stopped between its two transactions.
  at.ask("CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (19)");
  at.project.add("0100_detach", 100, "ALTER TABLE p DETACH PARTITION p2 CONCURRENTLY;");
  pg::connection reader = at.database.connect();
  reader.execute("begin; select * from p");
  at.kill_when(
      "exists (select from pg_inherits where inhdetachpending) and exists (select from "
      "pg_stat_activity where query like 'ALTER TABLE p DETACH%' and wait_event_type = 'Lock')");
  at.end_sessions_with("detach partition p2");
  reader.execute("rollback");
  CHECK(at.ask("select count(*) from pg_inherits where inhdetachpending") == "1");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.ask("select count(*) from pg_inherits") == "0");
}

TEST_CASE("portions: only the server knows that it can't be in a transaction") {
  bench at;
  at.ask(
      "CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE INDEX pi ON p (id); CREATE "
      "PROCEDURE commits() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO p1 VALUES (2); COMMIT; END $$; "
      "CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (9)");
  at.project.add("0000_a", 1, "INSERT INTO p VALUES (1);REINDEX TABLE p;CALL commits();SELECT 1;");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.DIVIDED", "RUN.DIVIDED"});
  CHECK(at.ask("select string_agg(id::text, ' ') from p") == "1 2");
  CHECK(at.steps() == "0000_a 4/4 done");
}

TEST_CASE("portions: an enum value that is used in the same file") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TYPE e AS ENUM ('a');CREATE TABLE t (x e);");
  at.project.add("0001_b", 2,
                 "INSERT INTO t VALUES ('a');ALTER TYPE e ADD VALUE 'b';ALTER TYPE e ADD VALUE "
                 "'c';INSERT INTO t VALUES ('c');SELECT * FROM missing;");
  const error failed = at.failing();
  CHECK(at.said == std::vector<std::string>{"RUN.DIVIDED"});
  CHECK(failed.statement == 5);
  CHECK(failed.detail.find("Statements 1 to 3 of 0001_b are applied") != std::string::npos);
  at.ask("CREATE TABLE missing ()");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.ask("select string_agg(x::text, ' ') from t") == "a c");
}

TEST_CASE("portions: without a transaction each statement and its progress are one") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);INSERT INTO a VALUES (1);SELECT x();");
  at.project.add("0001_b", 2, "BEGIN;CREATE TABLE b ();SELECT y();COMMIT;");
  CHECK(at.failing(with_none).kind == failure::migration_repair);
  at.ask("CREATE FUNCTION x() RETURNS int LANGUAGE sql RETURN 1");
  // The file's own BEGIN and COMMIT are kept.
  CHECK(at.failing(with_none).kind == failure::migration);
  CHECK(at.said == std::vector<std::string>{"RUN.RESUMED"});
  CHECK(at.ask("select count(*) from a") == "1");
  CHECK(at.ask("select to_regclass('b')").empty());
  CHECK(at.steps() == "0000_a 2/3 failed, 0000_a 3/3 done, 0001_b 0/2 failed");
}

TEST_CASE("portions: a changed file goes on where it stopped once somebody says that it may") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a ();SELECT x();");
  at.failing(with_none);
  at.project.write("0000_a", "CREATE TABLE a ();CREATE TABLE b ();CREATE TABLE c ();");
  CHECK(at.failing().code == "LEDGER.EDITED_HALFWAY");
  CHECK(at.failing().hint.find("sluice repair --accept 0000_a") != std::string::npos);
  repair_wishes wishes;
  wishes.accept = {"0000_a"};
  repair(at.connection, folder::open(at.project.path()), {}, wishes, {});
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.RESUMED"});
  CHECK_FALSE(at.ask("select to_regclass('c')").empty());
}

TEST_CASE("portions: a step that was half done may be gone on with in another mode") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a ();SELECT x();CREATE TABLE b ();");
  at.failing(with_none);
  at.ask("CREATE FUNCTION x() RETURNS int LANGUAGE sql RETURN 1");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.rows() == "1");
}

TEST_CASE("one transaction for all") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TABLE a ();");
  at.project.add("0001_b", 2, "CREATE TABLE b ();SELECT x();");
  const error failed = at.failing(with_all);
  CHECK(failed.migration == "0001_b");
  CHECK(failed.statement == 2);
  CHECK(failed.detail.find("All 2 migrations were one transaction, which was rolled back: nothing "
                           "of them is applied.") != std::string::npos);
  CHECK(failed.detail.find("not tried") == std::string::npos);
  CHECK(at.rows() == "0");
  CHECK(at.ask("select to_regclass('a')").empty());
  at.ask("CREATE FUNCTION x() RETURNS int LANGUAGE sql RETURN 1");
  CHECK(at.apply(with_all).applied.size() == 2);
  CHECK(at.rows() == "2");
  CHECK(at.ask("select count(distinct xmin::text) from drizzle.__drizzle_migrations") == "1");
}

TEST_CASE("one transaction for all: what can't be in it is refused before anything") {
  for (const std::string_view sql :
       {"VACUUM;", "-- sluice:tx none\nSELECT 1;", "BEGIN;SELECT 1;COMMIT;SELECT 2;"}) {
    bench at;
    at.project.add("0000_a", 1, "CREATE TABLE a ();");
    at.project.add("0001_b", 2, sql);
    const error refused = at.failing(with_all);
    CHECK(refused.code == "MIGRATE.ONE_TRANSACTION");
    CHECK(refused.migration == "0001_b");
    CHECK(at.ask("select to_regclass('a')").empty());
  }
}

TEST_CASE("one transaction for all: but for an enum value that is used") {
  bench at;
  at.project.add("0000_a", 1, "CREATE TYPE e AS ENUM ('a');CREATE TABLE t (x e);");
  at.apply();
  at.project.add("0001_b", 2, "CREATE TABLE b ();ALTER TYPE e ADD VALUE 'b';CREATE TABLE c ();");
  at.project.add("0002_c", 3, "INSERT INTO t VALUES ('b');SELECT x();");
  const error failed = at.failing(with_all);
  CHECK(at.said == std::vector<std::string>{"RUN.DIVIDED"});
  CHECK(failed.migration == "0002_c");
  CHECK(failed.detail.find("Statements 1 to 2 of 0001_b are applied") != std::string::npos);
  CHECK(at.rows() == "1");
  at.ask("CREATE FUNCTION x() RETURNS int LANGUAGE sql RETURN 1");
  CHECK(at.apply(with_all).applied.size() == 2);
  CHECK(at.rows() == "3");
  CHECK(at.ask("select count(*) from t") == "1");
}

TEST_CASE("portions: a file with its own transactions, and what it sets") {
  bench at;
  at.ask("CREATE SCHEMA s; CREATE TABLE s.log (what text)");
  at.project.add("0000_a", 1,
                 "SET search_path = s;INSERT INTO log VALUES ('one');COMMIT;INSERT INTO log VALUES "
                 "('two');VACUUM log;BEGIN;INSERT INTO log VALUES ('three');COMMIT;INSERT INTO log "
                 "SELECT x();INSERT INTO log VALUES ('four');");
  const error failed = at.failing();
  CHECK(failed.statement == 9);
  CHECK(at.steps() == "0000_a 8/10 failed");
  at.ask("CREATE FUNCTION s.x() RETURNS text LANGUAGE sql RETURN 'x'");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.ask("select string_agg(what, ' ') from s.log") == "one two three x four");
  CHECK(at.ask("show search_path") == "\"$user\", public");
}

TEST_CASE("portions: a file with its own transactions in another role") {
  bench at;
  at.project.add("0000_a", 1,
                 "SET ROLE pg_read_all_data;COMMIT;SELECT 1;BEGIN;SELECT 2;COMMIT;SELECT 3;");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.NO_HISTORY"});
  CHECK(at.rows() == "1");
  CHECK(at.steps() == "0000_a 7/7 done");
}

struct unsure_bench : bench {
  unsure_bench() {
    ask("CREATE TABLE log (what text)");
    ask("CREATE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES ('one'); "
        "COMMIT; PERFORM pg_sleep(600); END $$");
    project.add("0000_a", 1,
                "-- sluice:tx none\nINSERT INTO log VALUES ('before');CALL work();INSERT INTO log "
                "VALUES ('after');");
  }
  void kill_at_work() {
    kill_when("exists (select from log where what = 'one')");
    end_sessions_with("call work");
  }
  void work_quickly() {
    ask("CREATE OR REPLACE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES "
        "('again'); COMMIT; END $$");
  }
  std::string log() { return ask("select string_agg(what, ' ') from log"); }
  state state_of_it() { return status(connection, folder::open(project.path())).entries.at(0).in; }
  void decide(const repair_wishes& wishes) {
    rewrite_options how;
    how.command = "repair";
    const bool written = repair(connection, folder::open(project.path()), how, wishes, {}).written;
    CHECK(written);
  }
};

TEST_CASE("portions: a CALL that a run died at is not called again unasked") {
  unsure_bench at;
  at.kill_at_work();
  at.work_quickly();
  for (int i = 0; i < 2; ++i) {
    const error failed = at.failing();
    CHECK(failed.code == "LEDGER.UNSURE");
    CHECK(failed.kind == failure::ledger);
    CHECK(failed.statement == 2);
    CHECK(failed.hint.find("sluice repair --past 0000_a") != std::string::npos);
  }
  CHECK(at.state_of_it() == state::unsure);
  CHECK(at.log() == "before one");
  SUBCASE("it is done") {
    at.decide({.past = {"0000_a"}});
    CHECK(at.state_of_it() == state::half_applied);
    CHECK(at.apply().applied.size() == 1);
    CHECK(at.log() == "before one after");
  }
  SUBCASE("it has to run again") {
    at.decide({.again = {"0000_a"}});
    CHECK(at.apply().applied.size() == 1);
    CHECK(at.log() == "before one again after");
  }
  CHECK(at.state_of_it() == state::applied);
  CHECK(test::thrown_by([&] { at.decide({.again = {"0000_a"}}); }).code == "REPAIR.NOT_NEEDED");
}

TEST_CASE("portions: a CALL at which the connection was lost") {
  unsure_bench at;
  std::thread enemy([&] {
    pg::connection other = at.database.connect();
    test::wait_until(other, "exists (select from log where what = 'one')");
    test::asked(other,
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = "
                "current_database() and pid <> pg_backend_pid() and query ilike '%call work%'");
  });
  const error failed = at.failing();
  enemy.join();
  CHECK(failed.code == "MIGRATE.CONNECTION_LOST");
  CHECK(failed.hint.find("sluice repair --past 0000_a") != std::string::npos);
  CHECK(at.failing().code == "LEDGER.UNSURE");
}

TEST_CASE("portions: a CALL that fails is called again by the next run, and not before") {
  unsure_bench at;
  at.ask(
      "CREATE TABLE busy (); CREATE OR REPLACE PROCEDURE work() LANGUAGE plpgsql AS $$ BEGIN "
      "COMMIT; SET LOCAL lock_timeout = 10; LOCK TABLE busy; END $$");
  pg::connection holder = at.database.connect();
  holder.execute("begin; lock table busy");
  const error failed = at.failing();
  CHECK(failed.sqlstate == "55P03");
  CHECK(failed.detail.find("not tried again: it may have committed") != std::string::npos);
  CHECK(at.state_of_it() == state::half_applied);
  holder.execute("rollback");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.log() == "before after");
}

TEST_CASE("portions: a file with its own transactions in another role, that a run dies in") {
  bench at;
  at.ask("CREATE TABLE log (what text); GRANT ALL ON log TO pg_read_all_data");
  at.project.add("0000_a", 1,
                 "BEGIN;SET ROLE pg_read_all_data;INSERT INTO log VALUES ('one');COMMIT;SELECT "
                 "pg_sleep(count(*) * 600) FROM log;INSERT INTO log VALUES ('two');");
  at.kill_when(
      "exists (select from pg_stat_activity where query like 'SELECT pg_sleep(count%' and pid <> "
      "pg_backend_pid())");
  at.end_sessions_with("select pg_sleep(count");
  const error failed = at.failing();
  CHECK(failed.code == "LEDGER.UNSURE");
  CHECK(std::string(failed.what()).find("at statement 1 or behind it") != std::string::npos);
}

TEST_CASE("portions: a file with transactions that are chained") {
  bench at;
  at.ask("CREATE TABLE log (what text)");
  at.project.add("0000_a", 1,
                 "BEGIN ISOLATION LEVEL SERIALIZABLE;INSERT INTO log VALUES ('one');COMMIT AND "
                 "CHAIN;INSERT INTO log SELECT x();COMMIT;SELECT 1;");
  CHECK(at.failing().statement == 4);
  CHECK(at.steps() == "0000_a 3/6 failed");
  at.ask(
      "CREATE FUNCTION x() RETURNS text LANGUAGE sql RETURN "
      "current_setting('transaction_isolation')");
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.ask("select string_agg(what, ' ') from log") == "one serializable");
}

TEST_CASE("portions: a file with its own transactions is not tried again, and says so") {
  bench at;
  at.ask("CREATE TABLE busy ()");
  at.project.add("0000_a", 1, "BEGIN;SELECT 1;COMMIT;BEGIN;LOCK TABLE busy;COMMIT;");
  pg::connection holder = at.database.connect();
  holder.execute("begin; lock table busy");
  options how;
  how.locks.lock_timeout = 50ms;
  const error failed = at.failing(how);
  CHECK(failed.code == "MIGRATE.LOCK_TIMEOUT");
  CHECK(failed.detail.find("It was not tried again: the file begins and commits transactions "
                           "itself.") != std::string::npos);
}

TEST_CASE("portions: a role that may keep no history is warned of what that costs") {
  bench at;
  const std::string role = concat("poor_", at.database.name());
  at.ask(concat("create role ", role, " login; create schema drizzle authorization ", role,
                "; grant create on schema public to ", role));
  at.project.add("0000_a", 1, "CREATE TABLE a (id int);CREATE INDEX CONCURRENTLY i ON a (id);");
  pg::connection_target target = at.database.target();
  target.set("user", role);
  pg::connection admin = std::exchange(at.connection, pg::connection(target));
  CHECK(at.apply().applied.size() == 1);
  CHECK(at.said == std::vector<std::string>{"RUN.NO_HISTORY"});
  CHECK(at.last.find("0000_a is more than one transaction") != std::string::npos);
  at.connection = std::move(admin);
  CHECK(at.index("i") == "valid");
  at.ask(concat("drop owned by ", role, "; drop role ", role));
}

}  // namespace
}  // namespace sluice::run
