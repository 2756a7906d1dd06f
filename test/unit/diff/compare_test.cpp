#include "diff/compare.hpp"

#include <chrono>
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "diff/sequence_matcher.hpp"

namespace sluice::diff {

namespace {

model::database users_with(const std::vector<std::string>& columns,
                           const std::string& table = "users") {
  model::table made{.name = table};
  for (const std::string& name : columns) made.columns.push_back({.name = name, .type = "text"});
  return {.tables = {made}};
}

std::vector<rename> renames_between(const std::vector<std::string>& before,
                                    const std::vector<std::string>& after, const answers& given) {
  const auto old = users_with(before);
  const auto now = users_with(after);
  return compare(old, now, given).renames;
}

rename column_rename(const std::string& from, const std::string& to) {
  return {entity::column, {"public", "users", from}, {"public", "users", to}};
}

std::string drawn(const std::vector<std::string>& before, const std::vector<std::string>& after) {
  std::string out;
  for (const list_edit& one : edits(before, after)) {
    const char mark = one.what == list_edit::action::keep     ? ' '
                      : one.what == list_edit::action::remove ? '-'
                                                              : '+';
    out += mark + *one.value;
  }
  return out;
}

model::database large() {
  model::database made;
  for (int t = 0; t < 1000; ++t) {
    model::table one{.name = "table_" + std::to_string(t)};
    for (int c = 0; c < 25; ++c) {
      one.columns.push_back({.name = "column_" + std::to_string(c), .type = "text"});
    }
    made.tables.push_back(one);
  }
  return made;
}

}  // namespace

TEST_CASE("what is the same changes nothing") {
  const auto one = users_with({"id"});
  const auto two = users_with({"id"});
  const outcome found = compare(one, two, {});
  CHECK(found.changes.empty());
  CHECK(found.questions.empty());
}

TEST_CASE("a possible rename is a question, with what it may have been") {
  const auto before = users_with({"id", "name", "mail"});
  const auto after = users_with({"id", "full_name", "email"});
  const outcome found = compare(before, after, {});
  REQUIRE(found.questions.size() == 2);
  CHECK(found.questions[0].kind == entity::column);
  CHECK(found.questions[0].to == entity_name{"public", "users", "full_name"});
  CHECK(found.questions[0].candidates ==
        std::vector<entity_name>{{"public", "users", "name"}, {"public", "users", "mail"}});

  answers given;
  given.renames = {{entity::column, {"public", "users", "mail"}, {"public", "users", "email"}}};
  const outcome next = compare(before, after, given);
  REQUIRE(next.questions.size() == 1);
  CHECK(next.questions[0].to.name == "full_name");
  CHECK(next.questions[0].candidates == std::vector<entity_name>{{"public", "users", "name"}});

  given.created = {{entity::column, {"public", "users", "full_name"}}};
  const outcome last = compare(before, after, given);
  CHECK(last.questions.empty());
  CHECK(last.changes.size() == 3);  // renamed, added, dropped
}

TEST_CASE("the last candidate taken, nothing is left to ask") {
  const auto before = users_with({"id", "name"});
  const auto after = users_with({"id", "full_name", "email"});
  CHECK(compare(before, after, {}).questions.size() == 2);
  answers given;
  given.renames = {{entity::column, {"public", "users", "name"}, {"public", "users", "email"}}};
  CHECK(compare(before, after, given).questions.empty());
}

TEST_CASE("a renamed table raises the questions of its columns") {
  const auto before = users_with({"id", "name"});
  const auto after = users_with({"id", "full_name"}, "people");
  answers given;
  CHECK(compare(before, after, given).questions.at(0).kind == entity::table);
  given.renames = {{entity::table, {"public", "", "users"}, {"public", "", "people"}}};
  const outcome found = compare(before, after, given);
  REQUIRE(found.questions.size() == 1);
  CHECK(found.questions[0].to == entity_name{"public", "people", "full_name"});
}

TEST_CASE("schemas are asked for before what stands in them") {
  model::database before = users_with({"id"});
  before.schemas = {"app"};
  before.tables[0].schema = "app";
  model::database after = before;
  after.schemas = {"core"};
  after.tables[0].schema = "core";
  const outcome found = compare(before, after, {});
  REQUIRE(found.questions.size() == 1);
  CHECK(found.questions[0].kind == entity::schema);
  answers given;
  given.renames = {{entity::schema, {"", "", "app"}, {"", "", "core"}}};
  const outcome next = compare(before, after, given);
  CHECK(next.questions.empty());
  CHECK(next.changes.size() == 1);
}

TEST_CASE("one answer claims what another claims: it is asked again") {
  const auto before = users_with({"name"});
  const auto after = users_with({"a", "b"});
  answers given;
  given.renames = {{entity::column, {"public", "users", "name"}, {"public", "users", "a"}},
                   {entity::column, {"public", "users", "name"}, {"public", "users", "b"}}};
  const outcome found = compare(before, after, given);
  CHECK(found.questions.empty());  // nothing is left that b could have been
  CHECK(found.changes.size() == 2);
}

TEST_CASE("an answer that names nothing is an error") {
  const auto before = users_with({"name"});
  const auto after = users_with({"a"});
  answers given;
  given.renames = {{entity::column, {"public", "users", "nome"}, {"public", "users", "a"}}};
  CHECK_THROWS_WITH_AS(compare(before, after, given),
                       "Nothing called public.users.nome went away that could now be called "
                       "public.users.a.",
                       error);
}

TEST_CASE("names are swapped, and taken from others, where answers say so") {
  const auto before = users_with({"a", "b", "c"});
  const auto after = users_with({"b", "c", "a"});
  answers given;
  given.renames = {column_rename("a", "b"), column_rename("b", "c"), column_rename("c", "a")};
  const outcome found = compare(before, after, given);
  CHECK(found.renames.size() == 3);
  CHECK(found.changes.size() == 3);
  // One of them does not hold: c is still there. So neither do those that rest on it.
  given.renames.pop_back();
  CHECK(compare(before, after, given).renames.empty());
}

TEST_CASE("a note counts while its new name is new") {
  const auto old = users_with({"id", "name"});
  const auto now = users_with({"id", "full_name"});
  answers given;
  given.notes = {{column_rename("name", "full_name"), {"schema.ts", 3, 5}}};
  const outcome found = compare(old, now, given);
  CHECK(found.questions.empty());
  CHECK(found.changes.size() == 1);
  CHECK(found.renames == std::vector<rename>{column_rename("name", "full_name")});

  // Done long ago, and the old name has come back since.
  CHECK(compare(now, now, given).changes.empty());
  const auto both = users_with({"id", "full_name", "name"});
  CHECK(compare(now, both, given).renames.empty());
  CHECK(compare(both, both, given).renames.empty());
  // The old name was never there.
  CHECK(renames_between({"id"}, {"id", "full_name"}, given).empty());
  const auto other = users_with({"id", "nome"});
  CHECK(compare(other, now, given).questions.size() == 1);

  given.created = {{entity::column, {"public", "users", "full_name"}}};
  CHECK(compare(old, now, given).renames.empty());
}

TEST_CASE("notes go from name to name, and never round") {
  answers given;
  given.notes = {{column_rename("a", "b"), {}}, {column_rename("b", "c"), {}}};
  CHECK(renames_between({"a", "b"}, {"b", "c"}, given).size() == 2);
  CHECK(renames_between({"b", "c"}, {"b", "c"}, given).empty());
  given.notes = {{column_rename("a", "b"), {}}, {column_rename("b", "a"), {}}};
  CHECK(renames_between({"a", "b"}, {"b", "a"}, given).empty());
}

TEST_CASE("a note of what is still there is an error at its place") {
  answers given;
  given.notes = {{column_rename("name", "full_name"), {"schema.ts", 3, 5}}};
  const auto before = users_with({"name"});
  const auto after = users_with({"name", "full_name"});
  try {
    compare(before, after, given);
    FAIL("no error");
  } catch (const error& wrong) {
    CHECK(wrong.code == "DIFF.RENAME_UNMATCHED");
    CHECK(wrong.where.text() == "schema.ts:3:5");
  }
  given.created = {{entity::column, {"public", "users", "name"}}};
  CHECK(compare(before, after, given).renames.size() == 1);
}

TEST_CASE("refuse_all creates everything") {
  const auto before = users_with({"name"});
  const auto after = users_with({"a"});
  answers given;
  given.refuse_all = true;
  CHECK(compare(before, after, given).questions.empty());
}

TEST_CASE("lists are compared as difflib does") {
  CHECK(drawn({"a", "b", "c"}, {"a", "x", "c"}) == " a-b+x c");
  CHECK(drawn({"a", "b", "c", "d"}, {"c", "d", "a", "b"}) == "+c+d a b-c-d");
  CHECK(drawn({}, {"a"}) == "+a");
  CHECK(drawn({"a", "b"}, {"b", "a"}) == "+b a-b");
}

// Generous: it is a few milliseconds, and a quadratic comparison would be seconds.
TEST_CASE("a thousand tables take no time") {
  const auto before = large();
  auto after = before;
  after.tables[500].columns[7].not_null = true;
  const auto start = std::chrono::steady_clock::now();
  const outcome found = compare(before, after, {});
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(found.changes.size() == 1);
  CHECK(spent < std::chrono::milliseconds(250));
  MESSAGE("compared in ", std::chrono::duration_cast<std::chrono::microseconds>(spent).count(),
          " microseconds");
}

}  // namespace sluice::diff
