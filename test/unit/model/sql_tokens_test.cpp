#include "model/sql_tokens.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

using sluice::concat;
using sluice::model::sql_token;
using sluice::model::sql_tokens;

namespace {

std::string told(const char* sql) {
  constexpr const char* forms[] = {"w", "n", "l", "d", "p", "s"};
  std::string all;
  for (const sql_token& one : sql_tokens(sql)) {
    all += concat(all.empty() ? "" : " ", forms[static_cast<int>(one.kind)], ":", one.text);
  }
  return all;
}

}  // namespace

TEST_CASE("sql tokens: where they end") {
  const std::string_view sql = "on /* a */ \"b c\" . $x$d$x$ e'f' (";
  std::string ends;
  for (const sql_token& one : sql_tokens(sql)) {
    ends += std::to_string(one.end) + " ";
  }
  CHECK(ends == "2 16 18 26 31 33 ");
}

TEST_CASE("names, strings and numbers are told apart") {
  CHECK(told(R"(Lower("A""b".c) = 'it''s' and x>1.5e3)") ==
        R"(w:lower s:( n:A"b s:. w:c s:) s:= l:it's w:and w:x s:> d:1.5e3)");
  CHECK(told("E'a\\'b' || U&'x' || $q$it's$q$ || $$y$$") ==
        "l:a'b s:| s:| l:x s:| s:| l:it's s:| s:| l:y");
  CHECK(told("U&\"d\" n'x' B'1' 1e-3-.5+0xff a.b") ==
        "n:d l:x l:1 d:1e-3 s:- d:.5 s:+ d:0xff w:a s:. w:b");
  CHECK(told("a = $1 and b$c < 2") == "w:a s:= p:$1 w:and w:b$c s:< d:2");
}

TEST_CASE("comments are left out") {
  CHECK(told("a -- b 'c\n+ /* d /* e */ f */ g") == "w:a s:+ w:g");
}

TEST_CASE("what is not closed ends with the text") {
  for (const char* sql : {"'a", "\"a", "$x$a", "/* a", "$", "E'\\", "--"}) {
    CHECK_NOTHROW(sql_tokens(sql));
  }
  CHECK(told("'a") == "l:a");
  CHECK(told("$x$a") == "l:a");
}
