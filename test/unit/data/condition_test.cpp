// What is understood of a CHECK's condition, as PostgreSQL prints it.
#include "data/condition.hpp"

#include <doctest/doctest.h>

namespace sluice::data {

namespace {

using kind = demand::kind;

std::vector<demands> ways(std::string_view condition) {
  const std::vector<std::string> names = {"a", "b", "Name"};
  return ways_of(condition, [&](const std::string& name) -> std::optional<std::size_t> {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (names[i] == name) return i;
    }
    return std::nullopt;
  });
}

bool is_opaque(std::string_view condition) {
  for (const demands& way : ways(condition)) {
    for (const demand& one : way) {
      if (one.what == kind::is_opaque) return true;
    }
  }
  return false;
}

}  // namespace

TEST_CASE("a range is two demands of one way") {
  const auto found = ways("((a >= 18) AND (a < (100)::numeric))");
  REQUIRE(found.size() == 1);
  REQUIRE(found[0].size() == 2);
  CHECK(found[0][0].what == kind::least);
  CHECK(found[0][0].values == std::vector<std::string>{"18"});
  CHECK(found[0][1].what == kind::most);
  CHECK(found[0][1].strict);
}

TEST_CASE("a constant may stand first") {
  const auto found = ways("(0 < a)");
  REQUIRE(found.size() == 1);
  CHECK(found[0][0].what == kind::least);
  CHECK(found[0][0].strict);
}

TEST_CASE("lists, in PostgreSQL's two spellings") {
  for (const char* text : {"((\"Name\")::text = ANY ((ARRAY['x'::character varying, 'y'::character "
                           "varying])::text[]))",
                           "(\"Name\" = ANY ('{x,y}'::text[]))"}) {
    const auto found = ways(text);
    REQUIRE(found.size() == 1);
    CHECK(found[0][0].what == kind::one_of);
    CHECK(found[0][0].column == 2);
    CHECK(found[0][0].values == std::vector<std::string>{"x", "y"});
  }
}

TEST_CASE("an OR is two ways, and NOT turns it into one") {
  CHECK(ways("((a IS NULL) OR (b > 0))").size() == 2);
  const auto found = ways("(NOT ((a IS NULL) OR (b > 0)))");
  REQUIRE(found.size() == 1);
  CHECK(found[0][0].what == kind::not_null);
  CHECK(found[0][1].what == kind::most);
  CHECK_FALSE(found[0][1].strict);
}

TEST_CASE("lengths, patterns, and one column before another") {
  CHECK(ways("(length((\"Name\")::text) > 2)")[0][0].number == 3);
  CHECK(ways("(\"Name\" ~ '^[A-Z]+$'::text)")[0][0].what == kind::matches);
  const auto found = ways("(b >= a)");
  CHECK(found[0][0].what == kind::before);
  CHECK(found[0][0].column == 0);
  CHECK(found[0][0].other == 1);
}

TEST_CASE("both or neither") {
  CHECK(ways("((a IS NULL) = (b IS NULL))").size() == 2);
  CHECK(ways("(num_nonnulls(a, b) = 1)").size() == 2);
  CHECK(ways("(num_nonnulls(a, b) >= 1)").size() == 3);
}

TEST_CASE("what is not understood is said to be so") {
  CHECK(is_opaque("((a + b) = 10)"));
  CHECK(is_opaque("((a % 2) = 0)"));
  CHECK(is_opaque("(md5(\"Name\") ~~ 'a%'::text)"));
  CHECK(is_opaque("CASE WHEN (a > 0) THEN (b > 0) ELSE true END"));
  CHECK_FALSE(is_opaque("(a <> 3)"));
}

}  // namespace sluice::data
