#include <doctest/doctest.h>

#include "catalog/array_text.hpp"
#include "catalog/brackets.hpp"
#include "catalog/option.hpp"
#include "catalog/type.hpp"

using namespace sluice::catalog;

TEST_CASE("an array's text is taken apart") {
  const auto list = parse_array(R"({1,"a b",NULL,"NULL","\"q\"\\",{x},{}})");
  REQUIRE(list);
  REQUIRE(list->size() == 7);
  CHECK((*list)[0].text == "1");
  CHECK((*list)[1].text == "a b");
  CHECK((*list)[2].kind == array_element::form::null);
  CHECK((*list)[3].kind == array_element::form::value);
  CHECK((*list)[4].text == "\"q\"\\");
  CHECK((*list)[5].elements.at(0).text == "x");
  CHECK((*list)[6].elements.empty());
  CHECK(parse_array("{}")->empty());
  for (const char* none : {"", "{", "{a", "a", "{a}b", "{\"a}", "[0:1]={1,2}"}) {
    CHECK(!parse_array(none));
  }
}

TEST_CASE("brackets around the whole go, others stay") {
  CHECK(without_brackets("(a > 0)") == "a > 0");
  CHECK(without_brackets("(a > 0) OR (b > 0)") == "(a > 0) OR (b > 0)");
  CHECK(without_brackets("(a = ')(')") == "a = ')('");
  CHECK(without_brackets("(a = 'it''s )')") == "a = 'it''s )'");
  CHECK(without_brackets("(\")\" > 0)") == "\")\" > 0");
  CHECK(without_brackets("a") == "a");
}

TEST_CASE("a statement on one line keeps its literals") {
  CHECK(on_one_line("  SELECT a,\n    'x\n  ;' AS \"b  c\"\n   FROM t;") ==
        "SELECT a, 'x\n  ;' AS \"b  c\" FROM t");
}

TEST_CASE("options are JSON values under their names") {
  using sluice::model::option;
  CHECK(options_of("{fillfactor=70,autovacuum_enabled=false,check_option=local,\"buffering=a b\"}",
                   option_names::camel_case) == std::vector<option>{{"fillfactor", "70"},
                                                                    {"autovacuumEnabled", "false"},
                                                                    {"checkOption", "\"local\""},
                                                                    {"buffering", "\"a b\""}});
  CHECK(options_of("{scale=0.05,odd=007}", option_names::as_they_are) ==
        std::vector<option>{{"scale", "0.05"}, {"odd", "\"007\""}});
  CHECK(options_of("", option_names::as_they_are).empty());
}

TEST_CASE("types are spelt as Drizzle spells them") {
  CHECK(type_spelling("character varying(20)[]", 2) == "varchar(20)[][]");
  CHECK(type_spelling("character_kind", 0) == "character_kind");
  CHECK(type_spelling("numeric(10,2)", 0) == "numeric(10, 2)");
  CHECK(type_spelling("timestamp(3) without time zone[]", 1) == "timestamp(3)[]");
  CHECK(type_spelling("geometry(Point,4326)", 0) == "geometry(point,4326)");
}
