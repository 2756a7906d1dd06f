// Brace expansion, against what drizzle-kit's glob package makes of the same patterns.
#include "base/braces.hpp"

#include <doctest/doctest.h>

using names = std::vector<std::string>;
using sluice::expand_braces;

TEST_CASE("alternatives") {
  CHECK(expand_braces("a") == names{"a"});
  CHECK(expand_braces("a{b,c}d") == names{"abd", "acd"});
  CHECK(expand_braces("{a,b}{1,2}") == names{"a1", "a2", "b1", "b2"});
  CHECK(expand_braces("{a,{b,c}}") == names{"a", "b", "c"});
  CHECK(expand_braces("x{a,b{c,d}e}y") == names{"xay", "xbcey", "xbdey"});
  CHECK(expand_braces("{,a}b") == names{"b", "ab"});
}

TEST_CASE("sequences") {
  CHECK(expand_braces("{1..3}") == names{"1", "2", "3"});
  CHECK(expand_braces("{3..1}") == names{"3", "2", "1"});
  CHECK(expand_braces("{08..10}") == names{"08", "09", "10"});
  CHECK(expand_braces("{a..e..2}") == names{"a", "c", "e"});
  CHECK(expand_braces("{-1..1}") == names{"-1", "0", "1"});
}

TEST_CASE("braces that mean themselves") {
  CHECK(expand_braces("{a}") == names{"{a}"});
  CHECK(expand_braces("a{") == names{"a{"});
  CHECK(expand_braces("${a,b}") == names{"${a,b}"});
  CHECK(expand_braces("\\{a,b}") == names{"\\{a,b}"});
  CHECK(expand_braces("{x{a,b}}") == names{"{xa}", "{xb}"});
}
