// The expected values are what the dotenv package reads.
#include "project/env_file.hpp"

#include <doctest/doctest.h>
#include <string>

namespace {

std::string only(const std::string& text) {
  const auto all = sluice::project::parse_env_file(text);
  REQUIRE(all.size() == 1);
  return all.front().first + "=" + all.front().second;
}

}  // namespace

TEST_CASE("names and values") {
  CHECK(only("A=b") == "A=b");
  CHECK(only("  A = b  ") == "A=b");
  CHECK(only("export A=b\n") == "A=b");
  CHECK(only("A: b") == "A=b");
  CHECK(only("A=") == "A=");
  CHECK(only("A=b=c") == "A=b=c");
  CHECK(only("A.b-c=1\r\n") == "A.b-c=1");
}

TEST_CASE("comments") {
  CHECK(only("# a comment\nA=b # another") == "A=b");
  CHECK(only("A='b # c' # d") == "A=b # c");
  CHECK(only("A=postgres://u:p#x@h/d") == "A=postgres://u:p");
}

TEST_CASE("quotes") {
  CHECK(only("A='b'") == "A=b");
  CHECK(only("A=\"b\\nc\"") == "A=b\nc");
  CHECK(only("A='b\\nc'") == "A=b\\nc");
  CHECK(only("A=\"first\nsecond\"") == "A=first\nsecond");
  CHECK(only("A=`it's \"so\"`") == "A=it's \"so\"");
  CHECK(only("A='b' c") == "A='b' c");
  CHECK(only("A='b") == "A='b");
}

TEST_CASE("what is no assignment is passed over") {
  CHECK(only("nothing\n# x\nA=b") == "A=b");
  const auto all = sluice::project::parse_env_file("A=1\nB=2\nA=3\n");
  REQUIRE(all.size() == 3);
  CHECK(all.back().second == "3");
}
