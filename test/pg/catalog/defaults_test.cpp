// Every two of the texts that a column of a type may have as its default: what is told of them
// without the server and what the server is asked, beside what it prints and which values come of
// them.
#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "catalog/default.hpp"
#include "catalog/question.hpp"
#include "catalog/same_words.hpp"
#include "support/database.hpp"

using namespace sluice;

namespace {

struct defaults {
  std::string type;
  std::vector<std::string> texts;
};

const std::vector<defaults>& all_defaults() {
  static const std::vector<defaults> all = {
      {"integer",
       {"0", "'0'", "(0)", "-1", "'-1'", "0::bigint", "'0'::int", "1 - 1", "2.5", "2",
        "'2'::smallint"}},
      {"bigint", {"3000000000", "'3000000000'", "0", "'0'::bigint", "0::integer"}},
      {"numeric(10, 2)",
       {"0", "'0'", "0.00", "'0.00'", "1.5", "'1.5'::numeric", "1.50", "'1.5'::numeric(10, 2)",
        "-1"}},
      {"double precision",
       {"0", "'0'", "2.5", "(2.5)::integer", "'2.5'::float8", "2.50", "16777217::real",
        "16777217"}},
      {"text",
       {"'a'", "'a'::text", "'a'::varchar", "'a '", "'a '::char(3)", "''", "'abc'::varchar(2)",
        "'ab'", "lower('a')", "NULL", "E'a'", "'null'"}},
      {"varchar(3)",
       {"'a'", "'a'::text", "'a'::varchar", "'a'::varchar(3)", "'abcd'::varchar(3)", "'abc'"}},
      {"char(3)", {"'a'", "'a'::bpchar", "'a  '", "'a'::text", "'a'::char(3)"}},
      {"boolean", {"true", "TRUE", "'true'", "'t'", "false", "(not true)"}},
      {"timestamp",
       {"now()", "NOW()", "CURRENT_TIMESTAMP", "(now() at time zone 'utc')",
        "(now() AT TIME ZONE 'UTC')", "'2020-01-01'", "'2020-01-01 00:00:00'",
        "'2020-01-01 00:00:00'::timestamp"}},
      {"timestamptz",
       {"now()", "current_timestamp", "(now())", "pg_catalog.now()", "now() + '1 day'::interval"}},
      {"date", {"current_date", "CURRENT_DATE", "now()", "'2020-01-01'", "'2020-01-01'::date"}},
      {"interval", {"'1 day'", "'1 day'::interval", "interval '1 day'", "'24:00'"}},
      {"uuid",
       {"gen_random_uuid()", "GEN_RANDOM_UUID()", "'00000000-0000-0000-0000-000000000000'",
        "'00000000-0000-0000-0000-000000000000'::uuid"}},
      {"jsonb",
       {"'{}'", "'{}'::jsonb", "'{\"a\":1}'", "'{\"a\": 1}'::jsonb", "'{\"a\":\"x y\"}'",
        "'{\"a\":\"xy\"}'", "'[1,2]'", "'{\"b\":1,\"a\":2}'", "'{\"a\":2,\"b\":1}'",
        "'\"\\\"  x\"'"}},
      {"json", {"'{}'", "'{\"a\":1}'::json", "'{\"a\":1}'::jsonb", "'{\"a\":1}'"}},
      {"text[]",
       {"'{}'", "'{}'::text[]", "array[]::text[]", "'{a,b}'", "'{\"a\",\"b\"}'", "array['a','b']",
        "'{\"a,b\"}'"}},
      {"integer[]", {"'{}'", "'{1,2}'", "array[1,2]", "'{1, 2}'::int[]"}},
      {"mood", {"'sad'", "'sad'::mood", "'sad'::public.mood", "'ok'", "'sad'::\"mood\""}},
  };
  return all;
}

bool is_value(const std::string& text) {
  const std::string lower = to_lower(text);
  return lower.find("now") == std::string::npos && lower.find("current") == std::string::npos &&
         lower.find("random") == std::string::npos;
}

}  // namespace

TEST_CASE("every two defaults of a type are the same where PostgreSQL says so") {
  const test::database scratch;
  pg::connection connection = scratch.connect();
  connection.execute("create type mood as enum ('sad', 'ok')");
  std::string columns;
  std::string values;
  int count = 0;
  for (const defaults& one : all_defaults()) {
    for (const std::string& text : one.texts) {
      const std::string name = concat("c", std::to_string(count++));
      columns += concat(columns.empty() ? "" : ", ", name, " ", one.type, " default ", text);
      values += concat(values.empty() ? "" : ", ", name, "::text");
    }
  }
  connection.execute(concat("create table t (", columns, "); insert into t default values"));
  const auto printed = connection.query(
      "select coalesce(pg_get_expr(d.adbin, d.adrelid), ''), format_type(a.atttypid, a.atttypmod),"
      " format_type(a.atttypid, null), coalesce(e.oid, t.oid), t.typelem <> 0 and t.typlen = -1,"
      " coalesce(e.typtype, t.typtype) = 'e'"
      " from pg_attribute a join pg_type t on t.oid = a.atttypid"
      " left join pg_type e on e.oid = t.typelem and t.typlen = -1"
      " left join pg_attrdef d on (d.adrelid, d.adnum) = (a.attrelid, a.attnum)"
      " where a.attrelid = 't'::regclass and a.attnum > 0 order by a.attnum");
  const auto got = connection.query(concat("select ", values, " from t"));

  struct asked_pair {
    std::string first, second;
    bool is_same = false;
  };
  std::vector<asked_pair> pairs;
  std::vector<catalog::question> questions;
  int first_of_type = 0;
  for (const defaults& one : all_defaults()) {
    const int size = static_cast<int>(one.texts.size());
    for (int i = 0; i < size; ++i) {
      const int is = first_of_type + i;
      if (printed.text(is, 0).empty()) continue;
      model::column column{.name = concat("c", std::to_string(is)),
                           .type = std::string(printed.text(is, 1))};
      const catalog::column_facts facts{.type = static_cast<catalog::oid>(printed.integer(is, 3)),
                                        .is_array = printed.boolean(is, 4),
                                        .is_enum = printed.boolean(is, 5)};
      if (facts.is_enum) column.type_schema = "public";
      const model::table table{.name = "t", .columns = {column}};
      const model::default_value live =
          catalog::default_of(printed.text(is, 0), printed.text(is, 2), facts);
      for (int j = 0; j < size; ++j) {
        const int other = first_of_type + j;
        const std::string& text = one.texts[static_cast<std::size_t>(j)];
        CAPTURE(one.type);
        CAPTURE(one.texts[static_cast<std::size_t>(i)]);
        CAPTURE(text);
        CAPTURE(live.text);
        const bool is_printed_alike = printed.text(is, 0) == printed.text(other, 0);
        const bool is_same_value = got.text(0, is) == got.text(0, other) &&
                                   is_value(one.texts[static_cast<std::size_t>(i)]) &&
                                   is_value(text);
        const bool told =
            catalog::is_same_default(live, {model::default_value::form::sql, text}, table, column);
        CHECK_FALSE((told && !is_printed_alike && !is_same_value));
        const bool is_asked = (i + j) % 3 == 0;
        if (!is_asked) continue;
        pairs.push_back({one.texts[static_cast<std::size_t>(i)], text, is_printed_alike});
        questions.push_back({.what = catalog::question::about::column_default,
                             .schema = "public",
                             .relation = "t",
                             .name = column.name,
                             .text = text});
      }
    }
    first_of_type += size;
  }
  const catalog::answers given = catalog::ask(questions, connection);
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    CAPTURE(pairs[i].first);
    CAPTURE(pairs[i].second);
    CHECK(given.given[i].is_same == pairs[i].is_same);
  }
}
