#include "run/state.hpp"

#include <doctest/doctest.h>
#include <set>

#include "run/status.hpp"

namespace sluice::run {
namespace {

constexpr state all[] = {state::applied,         state::pending,      state::older,
                         state::half_applied,    state::half_edited,  state::unsure,
                         state::edited,          state::file_missing, state::retimed,
                         state::half_taken_back, state::twin,         state::no_file,
                         state::outside,         state::unknown_row,  state::applied_twice};

TEST_CASE("state: each has a name, a code and a meaning of its own, and a way out") {
  std::set<std::string_view> names;
  std::set<std::string_view> codes;
  for (const state one : all) {
    const state_words& words = words_of(one);
    CHECK(names.insert(words.name).second);
    CHECK(codes.insert(words.code).second);
    CHECK_FALSE(words.meaning.empty());
    CHECK(words.name.size() <= 8);
    CHECK(resolution(one, "0001_x", "drizzle/0001_x.sql").empty() == (one == state::applied));
  }
}

TEST_CASE("what drizzle-orm's migrator would apply: all that is newer than the newest row") {
  std::vector<migrations::entry> entries(3);
  entries[0].tag = "0000_a";
  entries[0].when = 10;
  entries[1].tag = "0001_b";
  entries[1].when = 30;
  entries[2].tag = "0002_c";
  entries[2].when = 20;
  using which = std::vector<bool>;
  CHECK(applied_by_drizzle(entries, {}) == which{true, true, true});
  CHECK(applied_by_drizzle(entries, {{2, "x", 20}, {3, "y", 10}}) == which{false, true, false});
  CHECK(applied_by_drizzle(entries, {{1, "x", 30}}) == which{false, false, false});
}

}  // namespace
}  // namespace sluice::run
