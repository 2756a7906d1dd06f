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
  CHECK(out.unknown_rows == std::vector<std::size_t>{0, 2});
}

}  // namespace
}  // namespace sluice::run
