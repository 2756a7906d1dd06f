#include "run/unfilled.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

namespace sluice::run {
namespace {

script script_of(const std::string& sql) {
  migrations::migration_file file;
  file.statements = {sql};
  file.lines = {1};
  return make_script(std::move(file), "0001_x");
}

std::string found(const std::string& sql) {
  std::string out;
  for (const unfilled_column& one : unfilled_columns(script_of(sql))) {
    out += concat(out.empty() ? "" : " ", one.schema, ".", one.table, ".", one.column);
  }
  return out;
}

TEST_CASE("unfilled: columns that are NOT NULL with nothing to fill them") {
  CHECK(found(R"(ALTER TABLE "users" ADD COLUMN "email" text NOT NULL;)") == ".users.email");
  CHECK(found("alter table if exists only app.users add if not exists a numeric(3, 2) not null, "
              "add b int, add column c int unique not /* ! */ null check (c in (1, 2))") ==
        "app.users.a app.users.c");
  CHECK(found("ALTER TABLE a ADD COLUMN b int NOT NULL; ALTER TABLE c ADD d int NOT NULL") ==
        ".a.b .c.d");
}

TEST_CASE("unfilled: what has values, and what is no new column, is left alone") {
  for (const char* sql :
       {"ALTER TABLE a ADD COLUMN b text DEFAULT '' NOT NULL",
        "ALTER TABLE a ADD COLUMN b serial NOT NULL",
        "ALTER TABLE a ADD COLUMN b int NOT NULL GENERATED ALWAYS AS IDENTITY",
        "ALTER TABLE a ADD COLUMN b int NOT NULL PRIMARY KEY",
        "ALTER TABLE a ADD COLUMN b int CHECK (b IS NOT NULL)", "ALTER TABLE a ADD COLUMN b int",
        "ALTER TABLE a ALTER COLUMN b SET NOT NULL",
        "ALTER TABLE a ADD CONSTRAINT b CHECK (c IS NOT NULL)",
        "ALTER TABLE a ADD CHECK (c IS NOT NULL)", "CREATE TABLE a (b int NOT NULL)"}) {
    CAPTURE(sql);
    CHECK(found(sql).empty());
  }
}

TEST_CASE("unfilled: without the words everything else stays where it was") {
  script content = script_of("SELECT 1;\nALTER TABLE é ADD b int not  NULL, ADD c text NOT NULL;");
  const std::vector<unfilled_column> all = unfilled_columns(content);
  REQUIRE(all.size() == 2);
  leave_nullable(content, all[1]);
  CHECK(content.statements[1].text == "ALTER TABLE é ADD b int not  NULL, ADD c text         ");
  leave_nullable(content, all[0]);
  CHECK(content.statements[1].text == "ALTER TABLE é ADD b int          , ADD c text         ");
}

}  // namespace
}  // namespace sluice::run
