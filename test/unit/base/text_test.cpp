#include "base/text.hpp"

#include <doctest/doctest.h>

namespace sluice {

TEST_CASE("text: split keeps empty parts") {
  CHECK(split("a--b--", "--") == std::vector<std::string_view>{"a", "b", ""});
  CHECK(split("", "--") == std::vector<std::string_view>{""});
}

TEST_CASE("text: locate counts lines and columns from 1") {
  const line_column at = locate("ab\ncd", 4);
  CHECK(at.line == 2);
  CHECK(at.column == 2);
  CHECK(locate("", 9).line == 1);
}

TEST_CASE("text: nearest finds a slip of the finger and nothing else") {
  const std::vector<std::string> commands{"generate", "migrate", "status"};
  CHECK(nearest("genrate", commands) == "generate");
  CHECK(nearest("zzz", commands).empty());
}

}  // namespace sluice
