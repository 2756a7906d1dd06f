// Columns of filled tables that number their rows in another way: the next row gets the next
// number.
#include <doctest/doctest.h>
#include <map>

#include "support/migrated.hpp"

namespace sluice::test {
namespace {

enum class way { plain, serial, big_serial, identity, big_identity };

model::database numbered(way by) {
  const std::map<way, std::string> type_of = {{way::plain, "integer"},
                                              {way::serial, "serial"},
                                              {way::big_serial, "bigserial"},
                                              {way::identity, "integer"},
                                              {way::big_identity, "bigint"}};
  model::database out =
      database({table("t", {key_column("id", type_of.at(by)), column("note", "text")})});
  if (by == way::identity || by == way::big_identity) {
    out.tables[0].columns[0].identity = {
        .always = false, .name = "t_id_seq", .schema = "public", .options = {.increment = "1"}};
  }
  return out;
}

TEST_CASE("rows go on being numbered") {
  for (const way from :
       {way::plain, way::serial, way::big_serial, way::identity, way::big_identity}) {
    for (const way to : {way::serial, way::big_serial, way::identity, way::big_identity}) {
      if (from == to) continue;
      CAPTURE(static_cast<int>(from));
      CAPTURE(static_cast<int>(to));
      migrated at(numbered(from));
      if (from == way::plain) {
        at.run("insert into t values (1), (2), (3)");
      } else {
        at.run("insert into t (note) values ('a'), ('b'), ('c')");
      }
      at.to(numbered(to));
      CHECK(at.ask("insert into t (note) values ('d') returning id") == "4");
      CHECK(at.ask("select pg_get_serial_sequence('t', 'id')") == "public.t_id_seq");
      CHECK(at.ask("select count(*) from pg_class where relkind = 'S'") == "1");
    }
  }
}

TEST_CASE("numbers of deleted rows are not given again") {
  for (const way to : {way::identity, way::big_identity}) {
    migrated at(numbered(way::serial));
    at.run("insert into t (note) values ('a'), ('b'), ('c'); delete from t where id > 1");
    at.to(numbered(to));
    CHECK(at.ask("insert into t (note) values ('d') returning id") == "4");
    at.run("delete from t where id > 1");
    at.to(numbered(way::serial));
    CHECK(at.ask("insert into t (note) values ('d') returning id") == "5");
  }
}

TEST_CASE("an empty table begins with 1") {
  for (const way to : {way::serial, way::identity}) {
    migrated at(numbered(way::plain));
    at.to(numbered(to));
    CHECK(at.ask("insert into t (note) values ('d') returning id") == "1");
  }
  migrated at(numbered(way::serial));
  at.to(numbered(way::identity));
  CHECK(at.ask("insert into t (note) values ('d') returning id") == "1");
}

TEST_CASE("an identity with a start of its own") {
  model::database with = numbered(way::identity);
  with.tables[0].columns[0].identity->options.start_with = "1000";
  migrated at(numbered(way::plain));
  at.run("insert into t values (5)");
  at.to(with);
  CHECK(at.ask("insert into t (note) values ('d') returning id") == "1000");
}

TEST_CASE("a column that no longer numbers its rows has no sequence left") {
  for (const way from : {way::serial, way::identity}) {
    migrated at(numbered(from));
    at.run("insert into t (note) values ('a')");
    at.to(numbered(way::plain));
    CHECK(at.ask("select count(*) from pg_class where relkind = 'S'") == "0");
    CHECK(at.ask("select id from t") == "1");
  }
}

}  // namespace
}  // namespace sluice::test
