#include "run/script.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace sluice::run {
namespace {

script of(std::vector<std::string> chunks) {
  return make_script({"", std::move(chunks), {}}, "0000_a");
}

TEST_CASE("script: the statements of all chunks") {
  const script out = of({"create table a(); create table b();", "drop table a"});
  REQUIRE(out.statements.size() == 3);
  CHECK(out.chunk_of == std::vector<std::size_t>{0, 0, 1});
  CHECK(out.mode == transaction_mode::one);
  CHECK_FALSE(out.changes_session);
}

TEST_CASE("script: only a comment is no statement") {
  CHECK(of({"-- Custom SQL migration file, put your code below! --"}).statements.empty());
}

TEST_CASE("script: a transaction around everything becomes the migration's own") {
  const script out = of({"BEGIN ISOLATION LEVEL SERIALIZABLE;", "create table a()", "COMMIT;"});
  CHECK(out.mode == transaction_mode::one);
  CHECK(out.begin == "BEGIN ISOLATION LEVEL SERIALIZABLE");
  CHECK(out.commit == "COMMIT");
  CHECK(out.statements.size() == 1);
  CHECK(of({"start transaction; select 1; end"}).mode == transaction_mode::one);
}

TEST_CASE("script: other transaction control is the file's own affair") {
  CHECK(of({"COMMIT;", "create index concurrently i on a(b)"}).mode == transaction_mode::own);
  CHECK(of({"begin; select 1; commit; begin; select 2; commit"}).mode == transaction_mode::own);
  CHECK(of({"begin; select 1; commit and chain"}).mode == transaction_mode::own);
  CHECK(of({"rollback"}).mode == transaction_mode::own);
  CHECK(of({"savepoint a; rollback to a; rollback to savepoint a; release a"}).mode ==
        transaction_mode::one);
  CHECK(of({"do $$ begin commit; end $$"}).mode == transaction_mode::one);
}

TEST_CASE("script: the marker for no transaction") {
  CHECK(of({"-- sluice:tx none\nvacuum"}).mode == transaction_mode::none);
  CHECK(of({"select 1", "  --sluice:tx   none  \r\nvacuum"}).mode == transaction_mode::none);
  CHECK(of({"-- sluice:tx nonesuch\nvacuum"}).mode == transaction_mode::one);
  CHECK(of({"select '\n sluice:tx none'"}).mode == transaction_mode::one);
}

TEST_CASE("script: what changes the session is known") {
  CHECK(of({"set search_path = ''"}).changes_session);
  CHECK(of({"select pg_catalog.set_config('search_path', '', false)"}).changes_session);
  CHECK(of({"DISCARD ALL"}).drops_locks);
  CHECK_FALSE(of({"alter table a set (fillfactor = 70)"}).changes_session);
}

TEST_CASE("script: a file with its own mind about lock_timeout") {
  CHECK(of({"set lock_timeout = '1s'"}).sets_lock_timeout);
  CHECK(of({"SET LOCAL\n lock_timeout TO 0"}).sets_lock_timeout);
  CHECK(of({"do $$ begin set session lock_timeout = 1; end $$"}).sets_lock_timeout);
  CHECK(of({"select set_config('lock_timeout', '1s', false)"}).sets_lock_timeout);
  CHECK_FALSE(of({"select current_setting('lock_timeout')"}).sets_lock_timeout);
  CHECK_FALSE(of({"set statement_timeout = '1s'"}).sets_lock_timeout);
}

TEST_CASE("script: COPY through the client has no data to copy") {
  CHECK_THROWS_AS(of({"select 1; COPY a FROM stdin;"}), error);
  CHECK(of({"COPY a FROM '/tmp/stdin.csv'"}).statements.size() == 1);
}

}  // namespace
}  // namespace sluice::run
