// The table of casts against the server's own rules: every type with every other, arrays too.
#include "diff/casts.hpp"

#include <doctest/doctest.h>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "support/database.hpp"

namespace sluice::diff {
namespace {

const std::vector<std::string> types = {
    "smallint",
    "integer",
    "bigint",
    "numeric(10, 2)",
    "real",
    "double precision",
    "boolean",
    "text",
    "varchar(20)",
    "char(5)",
    "name",
    "json",
    "jsonb",
    "uuid",
    "date",
    "time",
    "time with time zone",
    "timestamp (3)",
    "timestamp with time zone",
    "interval",
    "inet",
    "cidr",
    "macaddr",
    "macaddr8",
    "bytea",
    "money",
    "oid",
    "bit(3)",
    "bit varying(5)",
    "point",
    "line",
    "lseg",
    "box",
    "path",
    "polygon",
    "circle",
    "tsvector",
    "tsquery",
    "xml",
    "int4range",
    "tstzrange",
};

struct kind {
  std::string type;
  column_kind is;
};

std::vector<kind> kinds() {
  std::vector<kind> out;
  for (const std::string& type : types) {
    out.push_back({type, kind_of(type)});
    out.push_back({type + "[]", kind_of(type + "[]")});
  }
  out.push_back({"mood", kind_of_enum("public", "mood")});
  out.push_back({"mood[]", kind_of_enum("public", "mood[]")});
  return out;
}

// "a" where an assignment casts (which is what SET DATA TYPE does), "e" where column::type does,
// "n" where nothing does.
constexpr std::string_view ask_the_server = R"(
create function pg_temp.cast_of(source int, target int, target_type text) returns text
language plpgsql as $$
begin
  begin
    execute format('explain insert into t%s select c from t%s', target, source);
    return 'a';
  exception when others then null;
  end;
  execute format('explain select c::%s from t%s', target_type, source);
  return 'e';
exception when others then
  return 'n';
end $$;)";

std::string said(const column_kind& from, const column_kind& to) {
  switch (cast_between(from, to)) {
    case cast::automatic:
      return "a";
    case cast::asked_for:
      return "e";
    case cast::through_text:  // two casts, where there is not one
    case cast::none:
      return "n";
    case cast::unknown:
      return "unknown";
  }
  return {};
}

TEST_CASE("the server casts what the table says, and nothing else") {
  const test::database database;
  pg::connection connection = database.connect();
  connection.execute("create type mood as enum ('ok')");
  connection.execute(ask_the_server);
  const std::vector<kind> all = kinds();
  std::string list;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const std::string number = std::to_string(i);
    connection.execute(concat("create temp table t", number, " (c ", all[i].type, ")"));
    list += concat(list.empty() ? "" : ",", "(", number, ",'", all[i].type, "')");
  }
  for (std::size_t source = 0; source < all.size(); ++source) {
    const kind& from = all[source];
    const auto rows =
        connection.execute(concat("select pg_temp.cast_of(", std::to_string(source),
                                  ", n, t) from (values ", list, ") as v(n, t) order by n"));
    for (std::size_t i = 0; i < all.size(); ++i) {
      CAPTURE(from.type);
      CAPTURE(all[i].type);
      CHECK(said(from.is, all[i].is) == rows[0].text(static_cast<int>(i), 0));
    }
  }
}

}  // namespace
}  // namespace sluice::diff
