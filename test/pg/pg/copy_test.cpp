#include <atomic>
#include <doctest/doctest.h>
#include <thread>

#include "base/error.hpp"
#include "pg/connection.hpp"
#include "support/database.hpp"
#include "support/thrown.hpp"

namespace sluice::pg {
namespace {

TEST_CASE("copy: chunks that end anywhere, behind other statements") {
  const test::database database;
  connection on = database.connect();
  const auto before = on.begin_copy("create table t (x int, y text); select 7; copy t from stdin");
  REQUIRE(before.size() == 2);
  CHECK(before[1].integer(0, 0) == 7);
  for (const char* chunk : {"1\ta\n2", "\tb", "\n", "3\tc\n"}) CHECK(on.put_copy(chunk));
  const outcome came = on.end_copy();
  CHECK(came.ok());
  CHECK(came.results.at(0).command() == "COPY 3");
  CHECK(on.execute("select count(*) from t")[0].integer(0, 0) == 3);
}

TEST_CASE("copy: a failure is heard of before everything was sent, and the connection goes on") {
  const test::database database;
  connection on = database.connect();
  on.execute("create table t (x int)");
  on.begin_copy("copy t from stdin");
  on.put_copy("1\nno number\n");
  int sent = 0;
  while (sent < 2000 && on.put_copy("2\n" + std::string(60'000, ' ') + "\n")) ++sent;
  CHECK(sent < 2000);
  const outcome came = on.end_copy();
  REQUIRE(came.failure.has_value());
  CHECK(came.failure->sqlstate == "22P02");
  CHECK(came.failure->context.find("line 2") != std::string::npos);
  CHECK(on.execute("select count(*) from t")[0].integer(0, 0) == 0);
}

TEST_CASE("copy: one that is ended with a reason leaves nothing") {
  const test::database database;
  connection on = database.connect();
  on.execute("create table t (x int)");
  on.begin_copy("copy t from stdin");
  on.put_copy("1\n");
  const outcome came = on.end_copy("never mind");
  REQUIRE(came.failure.has_value());
  CHECK(came.failure->text.find("never mind") != std::string::npos);
  CHECK(on.execute("select count(*) from t")[0].integer(0, 0) == 0);
  CHECK(test::thrown_by([&] { on.begin_copy("copy nope from stdin"); }).sqlstate == "42P01");
  CHECK(on.execute("select 1")[0].integer(0, 0) == 1);
}

TEST_CASE(
    "copy: notices of triggers don't end it, and a flag does, also while the server is slow") {
  const test::database database;
  connection on = database.connect();
  on.execute(
      "create table t (x int); create function slow() returns trigger language plpgsql as $$ begin "
      "raise notice 'row %', new.x; perform pg_sleep(new.x); return new; end $$; create trigger "
      "slow before insert on t for each row execute function slow()");
  int notices = 0;
  on.on_notice([&](const server_message&) { ++notices; });
  on.begin_copy("copy t from stdin");
  for (int i = 0; i < 50; ++i) REQUIRE(on.put_copy("0\n" + std::string(i == 49 ? "" : "0\n")));
  CHECK(on.end_copy().ok());
  CHECK(notices == 99);

  std::atomic<bool> stop{false};
  on.interrupt_by(&stop);
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    stop = true;
  });
  on.begin_copy("copy t from stdin");
  on.put_copy("60\n");
  while (on.put_copy(std::string("0\n"))) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  const outcome came = on.end_copy();
  later.join();
  CHECK(came.interrupted);
  CHECK(came.failure.has_value());
  stop = false;
  CHECK(on.execute("select count(*) from t")[0].integer(0, 0) == 99);
}

TEST_CASE("copy: the server goes away meanwhile") {
  const test::database database;
  connection on = database.connect();
  connection other = database.connect();
  on.execute("create table t (x int)");
  on.begin_copy("copy t from stdin");
  on.put_copy("1\n");
  other.execute("select pg_terminate_backend(" + std::to_string(on.backend_pid()) + ")");
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "2\n";
  int sent = 0;
  while (sent < 2000 && on.put_copy(rows)) ++sent;
  CHECK(sent < 2000);
  const outcome came = on.end_copy();
  CHECK(came.connection_lost);
  CHECK(test::thrown_by([&] { on.expect_ok(came, "copy"); }).code == "PG.CONNECTION_LOST");
}

}  // namespace
}  // namespace sluice::pg
