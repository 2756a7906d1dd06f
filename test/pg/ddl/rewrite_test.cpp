// Which changes of type and which defaults make PostgreSQL write a table anew, and which values
// change or fail on the way: every pair of many types, on real values.
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "ddl/type_change.hpp"
#include "ddl/volatility.hpp"
#include "support/database.hpp"

namespace sluice::test {

namespace {

struct sample {
  std::string type;
  std::vector<std::string> values;
};

const std::vector<sample> samples = {
    {"smallint", {"1", "-32768", "32767"}},
    {"integer", {"1", "2147483647", "16777217"}},
    {"bigint", {"1", "9223372036854775807", "9007199254740993"}},
    {"numeric", {"1", "1.234567890123456789", "123456789012345678901234567890"}},
    {"numeric(5, 2)", {"1", "999.99", "-1.25"}},
    {"numeric(9, 2)", {"1", "9999999.99"}},
    {"numeric(5)", {"1", "99999"}},
    {"real", {"1", "1.5e30", "0.1"}},
    {"double precision", {"1", "1e300", "0.1"}},
    {"text", {"1", "a long text", "a  "}},
    {"varchar", {"1", "a long text", "b "}},
    {"varchar(3)", {"1", "abc"}},
    {"varchar(20)", {"1", "a long text"}},
    {"char(3)", {"1", "abc"}},
    {"char(8)", {"1", "abcdefgh"}},
    {"bpchar", {"1", "abcdefghij"}},
    {"float(10)", {"1", "0.1"}},
    {"boolean", {"true", "false"}},
    {"date", {"2024-02-29"}},
    {"timestamp", {"2024-02-29 12:34:56.123456"}},
    {"timestamp(3)", {"2024-02-29 12:34:56.123"}},
    {"timestamp (0) with time zone", {"2024-02-29 12:34:56+00"}},
    {"timestamp with time zone", {"2024-02-29 12:34:56.123456+00"}},
    {"time", {"12:34:56.123456"}},
    {"time(2)", {"12:34:56.12"}},
    {"interval", {"1 day 02:03:04.567891"}},
    {"interval(3)", {"1 day 02:03:04.567"}},
    {"interval day to second(3)", {"1 day 02:03:04.567"}},
    {"interval year to month", {"1 year 2 months"}},
    {"json", {"1", "{\"a\": 1}"}},
    {"jsonb", {"1", "{\"a\": 1}"}},
    {"uuid", {"b7e9a1f0-0000-4000-8000-000000000000"}},
    {"inet", {"10.0.0.1"}},
    {"cidr", {"10.0.0.0/8"}},
    {"bit(3)", {"101"}},
    {"varbit", {"10110"}},
    {"varbit(8)", {"10110"}},
    {"integer[]", {"{1,2}", "{}"}},
    {"bigint[]", {"{1,2}"}},
    {"text[]", {"{a,b}", "{}"}},
    {"varchar(3)[]", {"{abc}"}},
    {"varchar(9)[]", {"{abc}"}},
    {"varchar[]", {"{abc}"}}};

std::string file_of_t(pg::connection& on) {
  return std::string(on.query("select relfilenode from pg_class where relname = 't'").text(0, 0));
}

void make(pg::connection& on, const std::string& type, const std::string& value) {
  on.execute(concat("create table t (a ", type, ")"));
  on.query(concat("insert into t values ($1::text::", type, ")"), {value});
}

// No cast from one type to the other: what the differ writes there is not this file's concern.
bool is_refused_as_such(const pg::server_message& why) {
  return why.sqlstate == "42846" || why.sqlstate == "42804";
}

// The table t, with that value in it, is changed and comes back.
void prove(pg::connection& on, const sample& from, const std::string& value,
           const std::string& before, const sample& to, bool is_cast) {
  CAPTURE(to.type);
  CAPTURE(is_cast);
  const ddl::type_change said = ddl::change_of({.name = from.type}, {.name = to.type}, is_cast);
  on.execute("savepoint whole");
  const pg::outcome done = on.attempt(concat("alter table t alter column a type ", to.type,
                                             is_cast ? concat(" using a::", to.type) : ""));
  if (done.ok()) {
    if (said.certain) CHECK((file_of_t(on) != before) == said.rewrites);
    if (!said.loses && !said.may_fail) {
      const pg::outcome back =
          on.attempt({{.sql = concat("select a::", from.type, "::text = $1::text::", from.type,
                                     "::text from t"),
                       .parameters = {value}}});
      if (back.ok()) CHECK(back.results.back().boolean(0, 0));
    }
  } else if (!is_refused_as_such(*done.failure)) {
    CHECK(said.may_fail);
  }
  on.execute("rollback to whole; release whole");
}

}  // namespace

TEST_CASE("rewrites: every type to every other") {
  const database own;
  pg::connection on = own.connect();
  on.execute("set time zone 'UTC'");
  for (const sample& from : samples) {
    CAPTURE(from.type);
    for (const std::string& value : from.values) {
      CAPTURE(value);
      const pg::transaction around(on);
      make(on, from.type, value);
      const std::string before = file_of_t(on);
      for (const sample& to : samples) {
        if (from.type == to.type) continue;
        prove(on, from, value, before, to, false);
        prove(on, from, value, before, to, true);
      }
    }
  }
}

TEST_CASE("rewrites: a timestamp's zone comes and goes without a trace in UTC alone") {
  const database own;
  pg::connection on = own.connect();
  const std::vector<std::string> types = {"timestamp", "timestamp with time zone"};
  for (const bool there : {true, false}) {
    const ddl::type_change said =
        ddl::change_of({.name = types[there ? 0 : 1]}, {.name = types[there ? 1 : 0]}, false);
    CHECK(said.rewrites);
    CHECK(!said.certain);
    for (const std::string zone : {"UTC", "Europe/Berlin"}) {
      const pg::transaction around(on);
      on.execute(concat("set local time zone '", zone, "'"));
      make(on, types[there ? 0 : 1], "2024-02-29 12:34:56");
      const std::string before = file_of_t(on);
      on.execute(concat("alter table t alter column a type ", types[there ? 1 : 0]));
      CHECK((file_of_t(on) == before) == (zone == "UTC"));
    }
  }
}

TEST_CASE("rewrites: a new column with a default") {
  const database own;
  pg::connection on = own.connect();
  on.execute("create sequence s; create function f() returns integer language sql as 'select 1'");
  const std::vector<std::pair<std::string, std::string>> defaults = {
      {"integer", "7"},
      {"integer", "-7"},
      {"text", "'random()'"},
      {"text", "'it''s gen_random_uuid()'"},
      {"text", "upper('a' || 'b')"},
      {"boolean", "true"},
      {"timestamp", "now()"},
      {"timestamp", "CURRENT_TIMESTAMP"},
      {"timestamp", "(now() + interval '1 day')"},
      {"timestamp", "timezone('utc'::text, now())"},
      {"timestamp", "clock_timestamp()"},
      {"timestamptz", "transaction_timestamp()"},
      {"timestamptz", "statement_timestamp()"},
      {"date", "CURRENT_DATE"},
      {"date", "date_trunc('day', now())"},
      {"bigint", "extract(epoch from now())"},
      {"bigint", "(EXTRACT(epoch FROM clock_timestamp()) * 1000)::bigint"},
      {"varchar(10)", "'x'::varchar(10)"},
      {"numeric(5, 2)", "'1.5'::numeric(5, 2)"},
      {"jsonb", "'{}'::jsonb"},
      {"jsonb", "jsonb_build_object('a', 1)"},
      {"text[]", "ARRAY[]::text[]"},
      {"text[]", "'{}'"},
      {"integer", "nextval('s')"},
      {"integer", "nextval('public.s'::regclass)"},
      {"uuid", "gen_random_uuid()"},
      {"uuid", "GEN_RANDOM_UUID ()"},
      {"uuid", "pg_catalog.gen_random_uuid()"},
      {"text", "md5(random()::text)"},
      {"double precision", "random()"},
      {"text", "current_setting('TimeZone')"},
      {"text", "coalesce(null, 'a')"},
      {"integer", "f()"}};
  for (const auto& [type, text] : defaults) {
    CAPTURE(text);
    const pg::transaction around(on);
    make(on, "integer", "1");
    const std::string before = file_of_t(on);
    on.execute(concat("alter table t add column b ", type, " default ", text));
    const bool rewritten = file_of_t(on) != before;
    const ddl::volatility said = ddl::volatility_of(text);
    if (text == "f()") {
      CHECK(said == ddl::volatility::unknown);
    } else {
      CHECK((said == ddl::volatility::varying) == rewritten);
      CHECK((said == ddl::volatility::stable) == !rewritten);
    }
  }
}

}  // namespace sluice::test
