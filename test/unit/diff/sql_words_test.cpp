#include "diff/sql_words.hpp"

#include <doctest/doctest.h>

namespace sluice::diff {

TEST_CASE("a name behind FROM or JOIN is a relation's, and no column's") {
  const sql_words words(
      R"(select "note"."id", "size" from "note" left join "app"."tag" as "t" on "t"."id" = "label")");
  CHECK(words.names_relation("note"));
  CHECK_FALSE(words.names_column("note"));
  CHECK(words.names_relation("tag"));
  CHECK_FALSE(words.names_relation("app"));
  CHECK_FALSE(words.names("app"));
  CHECK(words.names_column("label"));
  CHECK_FALSE(words.names_relation("label"));
}

TEST_CASE("lists, parentheses and subqueries hold relations too") {
  for (const char* sql : {
           "select 1 from a, b where x > 0",
           "select 1 from (a cross join b) where x > 0",
           "select 1 from only a, lateral (select 1 from b where x > 0) c",
           "select (select max(1) from b) from a where x > 0 order by x",
           "with c as (select x from b) select 1 from a",
           "select x from a union table b",
       }) {
    CAPTURE(sql);
    const sql_words words(sql);
    for (const char* name : {"a", "b"}) {
      CHECK(words.names_relation(name));
      CHECK_FALSE(words.names_column(name));
    }
    CHECK(words.names_column("x"));
    CHECK_FALSE(words.names_relation("x"));
  }
}

TEST_CASE("another FROM takes no relation") {
  for (const char* sql : {
           "select extract(year from x) from a",
           "select substring(y from x for 2), trim(both from x) from a",
           "select y is distinct from x from a",
           "select 1 from a where y is not distinct from x group by y, x",
           "y is distinct from x",
       }) {
    CAPTURE(sql);
    const sql_words words(sql);
    CHECK(words.names_column("x"));
    CHECK_FALSE(words.names_relation("x"));
  }
}

TEST_CASE("a column that is called like its table is both where both are said") {
  const sql_words words(R"(select "note"."note" from "note")");
  CHECK(words.names_relation("note"));
  CHECK(words.names_column("note"));
}

}  // namespace sluice::diff
