#include "pg/connection.hpp"

#include <atomic>
#include <cstdlib>
#include <doctest/doctest.h>
#include <filesystem>
#include <thread>

#include "base/error.hpp"
#include "base/file.hpp"
#include "support/database.hpp"
#include "support/thrown.hpp"

namespace sluice::pg {
namespace {

error failing(connection& on, std::string_view sql) {
  return test::thrown_by([&] { on.execute(sql); });
}

TEST_CASE("connection: rows, NULLs, parameters, several statements") {
  const test::database database;
  connection on = database.connect();
  CHECK(on.server_version() >= 130000);
  const auto all = on.execute("select 1; select 'a', null; create table t (x int)");
  REQUIRE(all.size() == 3);
  CHECK(all[0].integer(0, 0) == 1);
  CHECK(all[1].text(0, 0) == "a");
  CHECK(all[1].is_null(0, 1));
  CHECK(all[1].text(0, 1).empty());
  CHECK(all[2].command() == "CREATE TABLE");
  const result row = on.query("select $1::text, $2::int + 1", {"it's; \\", std::nullopt});
  CHECK(row.text(0, 0) == "it's; \\");
  CHECK(row.is_null(0, 1));
}

TEST_CASE("connection: an error has its fields, and the connection lives on") {
  const test::database database;
  connection on = database.connect();
  const error failed = failing(on, "select 'ä', nope");
  CHECK(failed.code == "PG.STATEMENT");
  CHECK(failed.sqlstate == "42703");
  CHECK(std::string(failed.what()) == "column \"nope\" does not exist");
  CHECK(failed.detail == "  1 | select 'ä', nope\n    |             ^");
  CHECK(on.execute("select 1")[0].integer(0, 0) == 1);
}

TEST_CASE("connection: one round trip of many commands stops at the first failure") {
  const test::database database;
  connection on = database.connect();
  outcome came = on.attempt(std::vector<command>{
      {"create table t (x int)"}, {"insert into t values ($1)", {"7"}}, {"select x from t"}});
  CHECK(came.ok());
  REQUIRE(came.results.size() == 3);
  CHECK(came.results[2].integer(0, 0) == 7);
  came = on.attempt(std::vector<command>{{"begin"},
                                         {"insert into t values (8)"},
                                         {"select nope"},
                                         {"insert into t values (9)"},
                                         {"commit"}});
  CHECK(came.results.size() == 2);
  CHECK(came.failure.value_or(server_message{}).sqlstate == "42703");
  CHECK(on.transaction() == transaction_state::failed);
  on.execute("rollback");
  CHECK(on.execute("select count(*) from t")[0].integer(0, 0) == 1);
}

TEST_CASE("connection: much in both directions does not get stuck") {
  const test::database database;
  connection on = database.connect();
  const std::string large(1U << 20U, 'x');
  const std::vector<command> commands(40, {"select $1::text", {large}});
  const outcome came = on.attempt(commands);
  REQUIRE(came.results.size() == 40);
  CHECK(came.results[39].text(0, 0).size() == large.size());
}

TEST_CASE("transaction: rolled back on the way out") {
  const test::database database;
  connection on = database.connect();
  {
    const transaction kept(on);
    on.execute("create table t (x int)");
  }
  CHECK(on.execute("select to_regclass('t') is null")[0].boolean(0, 0));
  {
    transaction kept(on);
    on.execute("create table t (x int)");
    kept.commit();
  }
  CHECK(on.execute("select to_regclass('t') is null")[0].text(0, 0) == "f");
}

TEST_CASE("connection: notices reach the handler, also after a move") {
  const test::database database;
  connection first = database.connect();
  std::vector<std::string> said;
  first.on_notice(
      [&](const server_message& one) { said.push_back(one.severity + " " + one.text); });
  connection on = std::move(first);
  on.execute("do $$ begin raise warning 'mind'; raise notice 'the gap'; end $$");
  CHECK(said == std::vector<std::string>{"WARNING mind", "NOTICE the gap"});
}

TEST_CASE("connection: a flag cancels what runs") {
  const test::database database;
  connection on = database.connect();
  std::atomic<bool> stop{false};
  on.interrupt_by(&stop);
  std::thread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop = true;
  });
  const auto begun = std::chrono::steady_clock::now();
  const error failed = failing(on, "select pg_sleep(30)");
  later.join();
  CHECK(failed.kind == failure::interrupted);
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(10));
  stop = false;
  CHECK(on.execute("select 1")[0].integer(0, 0) == 1);
}

TEST_CASE("connection: lost") {
  const test::database database;
  connection on = database.connect();
  const error failed = failing(on, "select pg_terminate_backend(pg_backend_pid())");
  CHECK(failed.code == "PG.CONNECTION_LOST");
  CHECK(failed.kind == failure::connect);
  CHECK(failed.detail.find("terminating connection") != std::string::npos);
  CHECK_FALSE(on.alive());
  CHECK(failing(on, "select 1").code == "PG.CONNECTION_LOST");
}

TEST_CASE("connect: failures say why and what to do, without the password") {
  const auto refusal = [](std::string_view url) {
    try {
      const connection on(parse_url(url, "DATABASE_URL"));
    } catch (const error& refused) {
      CHECK(refused.code == "PG.CONNECT");
      CHECK(refused.kind == failure::connect);
      CHECK_FALSE(refused.hint.empty());
      return std::string(refused.what()) + "\n" + refused.detail;
    }
    FAIL("it connected");
    return std::string();
  };
  const std::string closed = refusal("postgres://u:s3cr3t@127.0.0.1:1/d?connect_timeout=5");
  CHECK(closed.find("postgresql://u@127.0.0.1:1/d") != std::string::npos);
  CHECK(closed.find("refused") != std::string::npos);
  CHECK(closed.find("DATABASE_URL") != std::string::npos);
  CHECK(closed.find("s3cr3t") == std::string::npos);
  CHECK(refusal("postgres://u:s3cr3t@/d?host=/nowhere").find("s3cr3t") == std::string::npos);
  const std::string missing = replace_all(test::server_url(), "/postgres?", "/no_such_database?");
  CHECK(refusal(missing).find("does not exist") != std::string::npos);
}

TEST_CASE("connect: a service and a password file work as libpq's users know them") {
  const test::database database;
  const std::string file = "/tmp/" + database.name() + ".service";
  write_file_atomically(file, concat("[mine]\nhost=", database.target().get("host"),
                                     "\ndbname=", database.name(), "\nuser=postgres\n"));
  ::setenv("PGSERVICEFILE", file.c_str(), 1);
  ::setenv("PGSERVICE", "mine", 1);
  connection_sources sources;
  sources.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  connection on(resolve_connection(sources));
  ::unsetenv("PGSERVICE");
  ::unsetenv("PGSERVICEFILE");
  std::filesystem::remove(file);
  CHECK(on.execute("select current_database()")[0].text(0, 0) == database.name());
}

TEST_CASE("connect: what a URL asks for reaches the session") {
  const test::database database;
  const connection_target target =
      parse_url(concat(database.url(),
                       "&statement_timeout=1234&application_name=mine&pgbouncer=true&"
                       "sslnegotiation=direct&connection_limit=1"),
                "the test");
  connection on(target);
  CHECK(on.execute("show statement_timeout")[0].text(0, 0) == "1234ms");
  CHECK(on.execute("show application_name")[0].text(0, 0) == "mine");
  CHECK(on.execute("show client_encoding")[0].text(0, 0) == "UTF8");
}

}  // namespace
}  // namespace sluice::pg
