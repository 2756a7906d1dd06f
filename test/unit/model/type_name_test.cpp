// Names of types, as schemas spell them. That PostgreSQL reads them so is in test/pg/ddl.
#include "model/type_name.hpp"

#include <doctest/doctest.h>

using sluice::model::parse_type;
using sluice::model::type_name;

namespace {

bool is(const type_name& found, const char* name, const std::vector<int>& modifiers = {}) {
  return found.name == name && found.modifiers == modifiers;
}

}  // namespace

TEST_CASE("type names: aliases, lengths and precisions") {
  CHECK(is(parse_type("integer"), "int4"));
  CHECK(is(parse_type("varchar(20)"), "varchar", {20}));
  CHECK(is(parse_type("Character Varying (20)"), "varchar", {20}));
  CHECK(is(parse_type("numeric(10, 2)"), "numeric", {10, 2}));
  CHECK(is(parse_type("decimal(10)"), "numeric", {10, 0}));
  CHECK(is(parse_type("timestamp (3) with time zone"), "timestamptz", {3}));
  CHECK(is(parse_type("time(0)"), "time", {0}));
  CHECK(is(parse_type("vector(3)"), "vector", {3}));
  CHECK(is(parse_type("Mood"), "mood"));
}

TEST_CASE("type names: what PostgreSQL completes") {
  CHECK(is(parse_type("char"), "bpchar", {1}));
  CHECK(is(parse_type("bpchar"), "bpchar"));
  CHECK(is(parse_type("bit"), "bit", {1}));
  CHECK(is(parse_type("bit varying"), "varbit"));
  CHECK(is(parse_type("float"), "float8"));
  CHECK(is(parse_type("float(24)"), "float4"));
  CHECK(is(parse_type("float(25)"), "float8"));
}

TEST_CASE("type names: arrays, serials and the fields of intervals") {
  CHECK(parse_type("integer[2][]").is_array);
  CHECK(is(parse_type("varchar(5)[]"), "varchar", {5}));
  CHECK_FALSE(parse_type("integer").is_array);
  CHECK(parse_type("bigserial").is_serial);
  CHECK(is(parse_type("bigserial"), "int8"));
  const type_name span = parse_type("interval day to second(3)");
  CHECK(is(span, "interval", {3}));
  CHECK(span.fields == "day to second");
}
