// What a database says of itself.
#include "run/settings.hpp"

#include <chrono>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "run/sluice_schema.hpp"
#include "support/database.hpp"

namespace sluice::run {
namespace {

std::string tables_of_sluice(pg::connection& on) {
  return std::string(
      on.query("select count(*) from pg_namespace where nspname = 'sluice'").text(0, 0));
}

TEST_CASE(
    "settings: a database that was never told is not protected, and nothing is made by asking") {
  const test::database database;
  pg::connection on = database.connect();
  CHECK_FALSE(read_protection(on));
  CHECK_FALSE(unprotect(on));
  CHECK(tables_of_sluice(on) == "0");
}

TEST_CASE("settings: protected under a name, under another, and no more") {
  const test::database database;
  pg::connection on = database.connect();
  protect(on, "production");
  const auto first = read_protection(on);
  REQUIRE(first);
  CHECK(first->name == "production");
  CHECK(first->by == "postgres");
  CHECK_FALSE(first->since.empty());
  protect(on, "it's \"live\"");
  CHECK(read_protection(on)->name == "it's \"live\"");
  CHECK(unprotect(on) == "it's \"live\"");
  CHECK_FALSE(read_protection(on));
  CHECK(on.query("select count(*) from sluice.settings").integer(0, 0) == 0);
}

TEST_CASE("settings: who protects while another run makes the schema waits for it") {
  const test::database database;
  pg::connection first = database.connect();
  pg::connection second = database.connect();
  pg::connection looker = database.connect();
  first.execute("begin");
  create_sluice_schema(first);
  std::string failed;
  std::thread other([&] {
    try {
      protect(second, "production");
    } catch (const error& refused) {
      failed = refused.what();
    }
  });
  while (looker
             .query("select from pg_stat_activity where datname = current_database() and "
                    "wait_event_type = 'Lock'")
             .rows() == 0) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  first.execute("commit");
  other.join();
  CHECK(failed.empty());
  CHECK(read_protection(first)->name == "production");
}

TEST_CASE("settings: beside other tables of the schema, and other settings") {
  const test::database database;
  pg::connection on = database.connect();
  on.execute("create schema sluice; create table sluice.runs (id int)");
  protect(on, "production");
  on.execute("insert into sluice.settings (name, value) values ('other', 'kept')");
  CHECK(unprotect(on) == "production");
  CHECK(on.query("select value from sluice.settings").text(0, 0) == "kept");
}

TEST_CASE("settings: who may do nothing sees the mark, and can't take it off") {
  const test::database database;
  pg::connection on = database.connect();
  const std::string role = pg::quote_identifier(database.name() + "_reader");
  on.execute(concat("create role ", role));
  on.execute(concat("set role ", role));
  const auto failure_of = [](auto action) {
    try {
      action();
    } catch (const error& failed) {
      CHECK_FALSE(failed.hint.empty());
      return failed.code;
    }
    return std::string("none");
  };
  CHECK_FALSE(read_protection(on));
  CHECK(failure_of([&] { protect(on, "x"); }) == "SETTINGS.UNWRITABLE");
  on.execute("reset role");
  protect(on, "production");
  on.execute(concat("set role ", role));
  CHECK(read_protection(on)->name == "production");
  CHECK(failure_of([&] { unprotect(on); }) == "SETTINGS.UNWRITABLE");
  CHECK(failure_of([&] { protect(on, "x"); }) == "SETTINGS.UNWRITABLE");
  on.execute("reset role; revoke select on sluice.settings from public");
  on.execute(concat("set role ", role));
  CHECK(failure_of([&] { read_protection(on); }) == "SETTINGS.UNREADABLE");
  on.execute("reset role");
  on.execute(concat("drop owned by ", role, "; drop role ", role));
}

}  // namespace
}  // namespace sluice::run
