#include "pg/split.hpp"

#include <doctest/doctest.h>

namespace sluice::pg {
namespace {

std::vector<std::string> texts(std::string_view sql) {
  std::vector<std::string> out;
  for (const statement& one : split_statements(sql)) {
    CHECK(sql.substr(one.offset, one.text.size()) == one.text);
    out.emplace_back(one.text);
  }
  return out;
}

using list = std::vector<std::string>;

TEST_CASE("split: plain statements, with and without a last semicolon") {
  CHECK(texts("select 1; select 2") == list{"select 1", "select 2"});
  CHECK(texts("select 1;;\n;select 2;") == list{"select 1", "select 2"});
  CHECK(texts("").empty());
  CHECK(texts(" \n-- only words; here\n/* ; */").empty());
}

TEST_CASE("split: a semicolon in a string, a name, a comment ends nothing") {
  CHECK(texts("select ';', 'it''s;'; x") == list{"select ';', 'it''s;'", "x"});
  CHECK(texts("select \"a;\"\"b;\"; x") == list{"select \"a;\"\"b;\"", "x"});
  CHECK(texts("a -- ; \n b; c") == list{"a -- ; \n b", "c"});
  CHECK(texts("a /* ; /* ; */ ; */ b; c") == list{"a /* ; /* ; */ ; */ b", "c"});
}

TEST_CASE("split: backslashes escape in E strings alone") {
  CHECK(texts("select E'\\';', 1; x") == list{"select E'\\';', 1", "x"});
  CHECK(texts("select e'a''\\';'; x") == list{"select e'a''\\';'", "x"});
  CHECK(texts("select '\\'; x") == list{"select '\\'", "x"});
  CHECK(texts("select nice'\\'; x") == list{"select nice'\\'", "x"});
}

TEST_CASE("split: dollar quotes") {
  CHECK(texts("do $$ begin; end $$; x") == list{"do $$ begin; end $$", "x"});
  CHECK(texts("do $a$ $$ ; $b$ ; $a$; x") == list{"do $a$ $$ ; $b$ ; $a$", "x"});
  CHECK(texts("select $1; x") == list{"select $1", "x"});
  CHECK(texts("select a$b$c; x$b$") == list{"select a$b$c", "x$b$"});
  CHECK(texts("select $é$;$é$; x") == list{"select $é$;$é$", "x"});
}

TEST_CASE("split: rules and routines hold semicolons") {
  CHECK(texts("create rule r as on insert to t do (select 1; select 2); x") ==
        list{"create rule r as on insert to t do (select 1; select 2)", "x"});
  const char* routine =
      "create or replace function f() returns int begin atomic select case when true then 1 end; "
      "select 2; end; x";
  CHECK(texts(routine).size() == 2);
  CHECK(texts("begin; create table a(); end; x") == list{"begin", "create table a()", "end", "x"});
  CHECK(texts("create function f() returns int language sql as 'select 1; select 2'; x").size() ==
        2);
}

TEST_CASE("split: what has no end goes to the end") {
  CHECK(texts("select 'a; b") == list{"select 'a; b"});
  CHECK(texts("select (1; x") == list{"select (1; x"});
  CHECK(texts("do $$ ; x") == list{"do $$ ; x"});
  CHECK(texts("x /* ;") == list{"x"});
}

TEST_CASE("split: the first words, without comments") {
  const auto one = split_statements("/* a */ Create -- b\n UNIQUE Index \"x y\" ON t(a)");
  REQUIRE(one.size() == 1);
  CHECK(one[0].words == list{"create", "unique", "index", "on", "t", "a"});
  CHECK(one[0].word(9).empty());
}

}  // namespace
}  // namespace sluice::pg
