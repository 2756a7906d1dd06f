#include "run/match.hpp"

#include <doctest/doctest.h>

namespace sluice::run {
namespace {

using migrations_list = std::vector<known_migration>;
using rows_list = std::vector<ledger_row>;

TEST_CASE("match: nothing applied, everything pending, nothing out of order") {
  const matching out = match({{"0000_a", 9, {"x"}}, {"0001_b", 5, {"y"}}}, {});
  for (const matched& one : out.migrations) {
    CHECK(one.is == standing::pending);
    CHECK_FALSE(one.out_of_order);
  }
}

TEST_CASE("match: by hash and when, by hash, by when") {
  const migrations_list folder{
      {"0000_a", 1, {"x"}}, {"0001_b", 2, {"y"}}, {"0002_c", 3, {"z"}}, {"0003_d", 4, {"w"}}};
  const matching out = match(folder, {{1, "x", 1}, {2, "y", 99}, {3, "other", 3}});
  CHECK(out.migrations[0].is == standing::applied);
  CHECK(out.migrations[1].is == standing::applied);
  CHECK(out.migrations[2].is == standing::edited);
  CHECK(out.migrations[2].row == 2);
  CHECK(out.migrations[3].is == standing::pending);
  CHECK(out.unknown_rows.empty());
}

TEST_CASE("match: older than the last applied, and not applied") {
  const migrations_list folder{{"0000_a", 1, {"x"}}, {"0001_b", 2, {"y"}}, {"0002_c", 3, {"z"}}};
  const matching out = match(folder, {{1, "x", 1}, {2, "z", 3}});
  CHECK(out.migrations[1].is == standing::pending);
  CHECK(out.migrations[1].out_of_order);
  // The last in the journal, but older by its time: drizzle-orm passes over it too.
  const matching by_time = match({{"0000_a", 5, {"x"}}, {"0001_b", 2, {"y"}}}, {{1, "x", 5}});
  CHECK(by_time.migrations[1].out_of_order);
}

TEST_CASE("match: two migrations of the same text need two rows") {
  const migrations_list folder{{"0000_a", 1, {"same"}}, {"0001_b", 2, {"same"}}};
  const matching one = match(folder, {{1, "same", 2}});
  CHECK(one.migrations[0].is == standing::pending);
  CHECK(one.migrations[1].is == standing::applied);
  const matching both = match(folder, {{1, "same", 2}, {2, "same", 1}});
  CHECK(both.migrations[0].row == 1);
  CHECK(both.migrations[1].row == 0);
}

TEST_CASE("match: two migrations of the same time") {
  const migrations_list folder{{"0000_a", 7, {"x"}}, {"0001_b", 7, {"y"}}};
  const matching out = match(folder, {{1, "y", 7}});
  CHECK(out.migrations[1].is == standing::applied);
  CHECK(out.migrations[0].is == standing::pending);
  // One of the two rows is exact: the other is the other's, which was edited.
  const matching edited = match(folder, {{1, "old", 7}, {2, "y", 7}});
  CHECK(edited.migrations[0].is == standing::edited);
  CHECK(edited.migrations[0].row == 0);
}

TEST_CASE("match: a missing file is known by its time") {
  const matching out = match({{"0000_a", 1, {}}, {"0001_b", 2, {}}}, {{1, "x", 1}});
  CHECK(out.migrations[0].is == standing::applied);
  CHECK(out.migrations[1].is == standing::pending);
}

TEST_CASE("match: any spelling of the file's line ends") {
  CHECK(match({{"0000_a", 1, {"lf", "crlf"}}}, {{1, "crlf", 1}}).migrations[0].is ==
        standing::applied);
}

TEST_CASE("match: rows of no migration") {
  const matching out = match({{"0000_a", 1, {"x"}}}, {{1, "other", 50}, {2, "x", 1}, {3, "x", 1}});
  CHECK(out.unknown_rows == std::vector<std::size_t>{0});
  REQUIRE(out.repeated_rows.size() == 1);
  CHECK(out.repeated_rows[0].row == 2);
  CHECK(out.repeated_rows[0].migration == 0);
}

ledger_row known_row(std::int64_t id, std::string hash, std::int64_t when, std::string tag) {
  ledger_row out{.id = id, .hash = std::move(hash), .created_at = when};
  out.tag = std::move(tag);
  return out;
}

TEST_CASE("match: an edited file of another time is known by its tag") {
  const migrations_list folder{{"0000_a", 10, {"new"}}, {"0001_b", 20, {"y"}}};
  CHECK(match(folder, {{1, "x", 1}, {2, "y", 20}}).migrations[0].is == standing::pending);
  const matching out = match(folder, {known_row(1, "x", 1, "0000_a"), {2, "y", 20}});
  CHECK(out.migrations[0].is == standing::edited);
  CHECK(out.migrations[0].row == 0);
  CHECK(out.unknown_rows.empty());
}

TEST_CASE("match: a renamed migration is known by its hash, an edited one too by its time") {
  const rows_list rows{known_row(1, "x", 1, "0000_old"), known_row(2, "y", 2, "0001_old")};
  const matching out = match({{"0000_new", 9, {"x"}}, {"0001_new", 2, {"other"}}}, rows);
  CHECK(out.migrations[0].is == standing::applied);
  CHECK(out.migrations[1].is == standing::edited);
}

TEST_CASE("match: a row that is another migration's is not taken, by hash or by time") {
  // 0000_a was edited; its old text came back as 0001_b.
  const migrations_list folder{{"0000_a", 1, {"new"}}, {"0001_b", 2, {"x"}}};
  const matching by_hash = match(folder, {known_row(1, "x", 1, "0000_a")});
  CHECK(by_hash.migrations[0].is == standing::edited);
  CHECK(by_hash.migrations[1].is == standing::pending);
  // Both have one time.
  const migrations_list same_time{{"0000_a", 7, {"n"}}, {"0001_b", 7, {"m"}}};
  const matching by_time = match(same_time, {known_row(1, "x", 7, "0001_b")});
  CHECK(by_time.migrations[0].is == standing::pending);
  CHECK(by_time.migrations[1].is == standing::edited);
}

TEST_CASE("match: of two same texts each takes the row with its tag") {
  const migrations_list folder{{"0000_a", 1, {"same"}}, {"0001_b", 2, {"same"}}};
  const matching out =
      match(folder, {known_row(1, "same", 90, "0001_b"), known_row(2, "same", 91, "0000_a")});
  CHECK(out.migrations[0].row == 1);
  CHECK(out.migrations[1].row == 0);
}

TEST_CASE("match: a tag that is in the journal twice") {
  const migrations_list folder{{"0000_a", 1, {"x"}}, {"0000_a", 2, {"x"}}};
  const matching none = match(folder, {});
  CHECK(none.migrations[0].is == standing::pending);
  CHECK(none.migrations[1].is == standing::twin);
  const matching second = match(folder, {{1, "x", 2}});
  CHECK(second.migrations[0].is == standing::twin);
  CHECK(second.migrations[1].is == standing::applied);
  const matching both = match(folder, {{1, "x", 1}, {2, "x", 2}});
  CHECK(both.migrations[0].is == standing::applied);
  CHECK(both.migrations[1].is == standing::applied);
}

TEST_CASE("match: a second row of a migration is known by its tag too") {
  const matching out = match({{"0000_a", 1, {"new"}}},
                             {known_row(1, "x", 1, "0000_a"), known_row(2, "x", 1, "0000_a")});
  CHECK(out.migrations[0].is == standing::edited);
  REQUIRE(out.repeated_rows.size() == 1);
  CHECK(out.repeated_rows[0].row == 1);
}

TEST_CASE("match: what is exact needs no history") {
  const migrations_list folder{{"0000_a", 1, {"x"}}, {"0001_b", 2, {"y"}}};
  CHECK(match(folder, {{1, "x", 1}}).is_clear());
  CHECK_FALSE(match(folder, {{1, "x", 3}}).is_clear());
  CHECK_FALSE(match(folder, {{1, "z", 1}}).is_clear());
  CHECK_FALSE(match(folder, {{1, "x", 1}, {2, "q", 5}}).is_clear());
}

}  // namespace
}  // namespace sluice::run
