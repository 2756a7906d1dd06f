#include "catalog/tables_filter.hpp"

#include <doctest/doctest.h>

using sluice::catalog::tables_filter;

namespace {

bool passes(const std::vector<std::string>& patterns, std::string_view name) {
  return tables_filter(patterns, {}).passes(name);
}

}  // namespace

TEST_CASE("without a filter every table passes") {
  CHECK(passes({}, "users"));
}

TEST_CASE("a glob lets in what it matches") {
  CHECK(passes({"users"}, "users"));
  CHECK(!passes({"users"}, "user"));
  CHECK(passes({"user*"}, "users"));
  CHECK(passes({"app_*", "user*"}, "users"));
  CHECK(passes({"{app,crm}_*"}, "crm_x"));
  CHECK(passes({"t?"}, "t1"));
  CHECK(passes({"t[0-9]"}, "t1"));
  CHECK(!passes({"t[!0-9]"}, "t1"));
  CHECK(passes({"+(a|b)"}, "abba"));
  CHECK(passes({"**"}, "users"));
}

TEST_CASE("a glob that is negated takes out, and lets the rest in") {
  CHECK(!passes({"!users"}, "users"));
  CHECK(passes({"!users"}, "posts"));
  CHECK(passes({"!!users"}, "users"));
  CHECK(!passes({"*", "!users"}, "users"));
  CHECK(passes({"users", "!posts"}, "tags"));  // as drizzle-kit has it
  CHECK(!passes({"!*_log", "!tmp_*"}, "tmp_a"));
}

TEST_CASE("names that begin with a dot are asked for; a comment matches nothing") {
  CHECK(!passes({"*"}, ".hidden"));
  CHECK(passes({".*"}, ".hidden"));
  CHECK(!passes({"#users"}, "#users"));
}

TEST_CASE("postgis' tables are its own") {
  const tables_filter filter({}, {"postgis"});
  CHECK(!filter.passes("spatial_ref_sys"));
  CHECK(filter.passes("users"));
}
