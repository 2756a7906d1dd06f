#include <doctest/doctest.h>

#include "reading.hpp"
#include "support/database.hpp"

using sluice::test::read_database;

TEST_CASE("a type is spelt as a schema spells it") {
  read_database db(
      "create type mood as enum ('ok'); create schema app;"
      "create type app.\"Odd Kind\" as enum ('x'); create domain positive as integer");
  for (const char* same : {"integer",
                           "smallint",
                           "bigint",
                           "boolean",
                           "text",
                           "varchar",
                           "varchar(20)",
                           "char(3)",
                           "numeric",
                           "numeric(10, 2)",
                           "numeric(10, 2)[]",
                           "real",
                           "double precision",
                           "json",
                           "jsonb",
                           "time",
                           "time(3)",
                           "time with time zone",
                           "timestamp",
                           "timestamp(3)",
                           "timestamp(3) with time zone",
                           "timestamp with time zone",
                           "date",
                           "interval",
                           "interval(2)",
                           "interval day to second(3)",
                           "interval year",
                           "uuid",
                           "inet",
                           "cidr",
                           "macaddr",
                           "macaddr8",
                           "point",
                           "line",
                           "bit(3)",
                           "bit varying(5)",
                           "bytea",
                           "serial",
                           "smallserial",
                           "bigserial",
                           "varchar(20)[]",
                           "char(3)[]",
                           "integer[][]",
                           "text[]",
                           "timestamp(3)[]",
                           "\"char\"",
                           "money",
                           "xml",
                           "tsvector",
                           "int4range",
                           "positive",
                           "mood",
                           "mood[]"}) {
    CHECK(db.type_of(same) == same);
  }
  CHECK(db.type_of("char") == "char(1)");
  CHECK(db.type_of("numeric(10)") == "numeric(10, 0)");
  CHECK(db.type_of("integer[3]") == "integer[]");
  CHECK(db.type_of("app.\"Odd Kind\"[]") == "Odd Kind[]");
  CHECK(db.table().columns.at(0).type_schema == "app");
}

TEST_CASE("a default is written as `generate` writes it") {
  read_database db("create type mood as enum ('ok', 'it''s'); create domain label as text");
  CHECK(db.default_of("integer default 1") == "json 1");
  CHECK(db.default_of("integer default -1") == "json -1");
  CHECK(db.default_of("bigint default 9007199254740993") == "json 9007199254740993");
  CHECK(db.default_of("bigint default -9007199254740993") == "json -9007199254740993");
  CHECK(db.default_of("smallint default -2") == "json -2");
  CHECK(db.default_of("double precision default 1.50") == "json 1.5");
  CHECK(db.default_of("double precision default -0.00000012") == "json -1.2e-7");
  CHECK(db.default_of("real default 1e30") == "json 1e+30");
  CHECK(db.default_of("double precision default 'NaN'") == "sql 'NaN'");
  CHECK(db.default_of("numeric(10, 2) default 1.5") == "sql '1.5'");
  CHECK(db.default_of("numeric default '-1.5'") == "sql '-1.5'");
  CHECK(db.default_of("boolean default false") == "json false");
  CHECK(db.default_of("boolean default (1 > 2)") == "sql (1 > 2)");
  CHECK(db.default_of("text default 'it''s'") == "sql 'it''s'");
  CHECK(db.default_of("text default 'C:\\a'") == "sql 'C:\\a'");
  CHECK(db.default_of("text default 'a::b'") == "sql 'a::b'");
  CHECK(db.default_of("text default ''") == "sql ''");
  CHECK(db.default_of("varchar(3) default 'abc'") == "sql 'abc'");
  CHECK(db.default_of("char(3) default 'abc'") == "sql 'abc'");
  CHECK(db.default_of("label default 'abc'") == "sql 'abc'");
  CHECK(db.default_of("mood default 'it''s'") == "sql 'it''s'");
  CHECK(db.default_of("bit(3) default '101'") == "sql '101'");
  CHECK(db.default_of("date default '2020-02-03'") == "sql '2020-02-03'");
  CHECK(db.default_of("timestamp(3) default '2020-02-03 04:05:06'") == "sql '2020-02-03 04:05:06'");
  CHECK(db.default_of("interval day to second default '1 day'") == "sql '1 day'");
  CHECK(db.default_of("jsonb default '{\"a\": [1, \"b c\"]}'") ==
        "sql '{\"a\":[1,\"b c\"]}'::jsonb");
  CHECK(db.default_of("json default '{ \"it''s\" : \"\\\" \" }'") ==
        "sql '{\"it''s\":\"\\\" \"}'::json");
  CHECK(db.default_of("text[] default '{}'") == "sql '{}'");
  CHECK(db.default_of("text[] default '{a,\"b c\",NULL,\"NULL\"}'") ==
        "sql '{\"a\",\"b c\",NULL,\"NULL\"}'");
  CHECK(db.default_of("integer[] default '{1,2}'") == "sql '{1,2}'");
  CHECK(db.default_of("boolean[] default '{t,f}'") == "sql '{true,false}'");
  CHECK(db.default_of("text[][] default '{{a},{b}}'") == "sql '{{\"a\"},{\"b\"}}'");
  CHECK(db.default_of("jsonb[] default array['{\"a\": 1}'::jsonb]") ==
        "sql ARRAY['{\"a\": 1}'::jsonb]");
  CHECK(db.default_of("text[] default array[]::text[]") == "sql ARRAY[]::text[]");
  CHECK(db.default_of("varchar(5) default null") == "sql NULL");
  CHECK(db.default_of("text default null").empty());
  CHECK(db.default_of("timestamp default now()") == "sql now()");
  CHECK(db.default_of("timestamp default current_timestamp") == "sql CURRENT_TIMESTAMP");
  CHECK(db.default_of("date default now()::date") == "sql (now())::date");
  CHECK(db.default_of("jsonb default jsonb_build_object('a', 1)") ==
        "sql jsonb_build_object('a', 1)");
  CHECK(db.default_of("serial").empty());
  CHECK(db.default_of("integer generated always as identity").empty());
}
