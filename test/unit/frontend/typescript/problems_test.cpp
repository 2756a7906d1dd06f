// Mistakes in a schema: all of them, each with its place.
#include <algorithm>
#include <doctest/doctest.h>

#include "unit/frontend/typescript/project.hpp"

using sluice::diagnostic;
using sluice::severity;
using sluice::test::schema_project;

namespace {

constexpr std::string_view imports =
    "import { sql } from 'drizzle-orm';\n"
    "import { bigint, check, index, integer, jsonb, pgEnum, pgMaterializedView, pgPolicy, pgTable, "
    "pgView, text, unique, uniqueIndex, vector } from 'drizzle-orm/pg-core';\n";

std::vector<diagnostic> mistakes(std::string_view schema) {
  return schema_project(std::string(imports) + std::string(schema)).load().remarks;
}

// The only one there is.
diagnostic mistake(std::string_view schema) {
  const std::vector<diagnostic> all = mistakes(schema);
  REQUIRE(all.size() == 1);
  return all[0];
}

}  // namespace

TEST_CASE("names that occur twice") {
  diagnostic one =
      mistake("export const a = pgTable('a', { x: text().unique('u'), y: text().unique('u') });");
  CHECK(one.code == "SCHEMA.DUPLICATE_UNIQUE");
  CHECK(one.level == severity::error);
  CHECK(one.message == R"(two unique constraints of table "a" have the name "u": on x and on y)");
  CHECK(one.where.line == 3);
  CHECK(one.where.column == 14);
  CHECK(one.where.file.ends_with("/schema.ts"));

  CHECK(
      mistake(
          "export const a = pgTable('a', { x: text().unique('u') }, (t) => [unique('u').on(t.x)]);")
          .code == "SCHEMA.DUPLICATE_UNIQUE");
  CHECK(
      mistake("export const a = pgTable('a', { x: text() }, (t) => [index('i').on(t.x)]);\n"
              "export const b = pgTable('b', { x: text() }, (t) => [index('i').on(t.x)]);")
          .message ==
      R"(two indexes of schema "public" have the name "i"; one is on table "b", the other on "a")");
  CHECK(mistake("export const a = pgTable('a', { x: text() }, (t) => [check('c', sql`1`), "
                "check('c', sql`2`)]);")
            .code == "SCHEMA.DUPLICATE_CHECK");
  CHECK(
      mistake("export const a = pgTable('a', { x: text() }, () => [pgPolicy('p'), pgPolicy('p')]);")
          .code == "SCHEMA.DUPLICATE_POLICY");
  CHECK(mistake("export const a = pgTable('a', { x: text() }, () => [pgPolicy('p')]);\n"
                "export const p = pgPolicy('p').link(a);")
            .code == "SCHEMA.DUPLICATE_POLICY");
  CHECK(mistake("export const a = pgView('v', { x: text() }).as(sql`1`);\n"
                "export const b = pgMaterializedView('v', { x: text() }).as(sql`2`);")
            .code == "SCHEMA.DUPLICATE_VIEW");
}

TEST_CASE("one thing under two names is no duplicate") {
  CHECK(mistakes("export const a = pgTable('a', { x: text() }, (t) => [index('i').on(t.x)]);\n"
                 "export { a as b };\n"
                 "export const v = pgView('v', { x: text() }).as(sql`1`);\n"
                 "export { v as w };\n")
            .empty());
}

TEST_CASE("indexes") {
  const diagnostic unnamed = mistake(
      "export const a = pgTable('a', { x: text() }, (t) => [index().on(sql`lower(${t.x})`)]);");
  CHECK(unnamed.code == "SCHEMA.INDEX_NAME");
  CHECK(unnamed.message.find("lower(\"x\")") != std::string::npos);
  const diagnostic opclass = mistake(
      "export const a = pgTable('a', { x: vector({ dimensions: 3 }) }, (t) => "
      "[index('i').using('hnsw', t.x)]);");
  CHECK(opclass.code == "SCHEMA.VECTOR_OPCLASS");
  CHECK(opclass.hint.find("vector_l2_ops") != std::string::npos);
}

TEST_CASE("policies, views and enums that PostgreSQL does not know") {
  CHECK(mistake("export const a = pgTable('a', { x: text() }, () => [pgPolicy('p', { for: 'merge' "
                "as any })]);")
            .code == "SCHEMA.POLICY");
  CHECK(
      mistake(
          "export const v = pgView('v', { x: text() }).with({ colour: 'red' } as any).as(sql`1`);")
          .code == "SCHEMA.VIEW_OPTION");
  CHECK(mistake("export const e = pgEnum('e', { A: 1, B: 'b' } as any);").code ==
        "SCHEMA.ENUM_VALUE");
}

TEST_CASE("an unlinked policy is a warning, one that a table has is none") {
  const diagnostic one = mistake("export const p = pgPolicy('p');");
  CHECK(one.code == "SCHEMA.POLICY_UNLINKED");
  CHECK(one.level == severity::warning);
  CHECK(mistakes("export const p = pgPolicy('p');\n"
                 "export const a = pgTable('a', { x: text() }, () => [p]);")
            .empty());
}

TEST_CASE("values where PostgreSQL takes none") {
  const diagnostic checked = mistake(
      "export const a = pgTable('a', { x: integer() }, (t) => [check('c', sql`${t.x} > ${5}`)]);");
  CHECK(checked.code == "SCHEMA.PARAMETER");
  CHECK(checked.level == severity::warning);
  const diagnostic initial =
      mistake("export const a = pgTable('a', { x: integer().default(sql`${5}`) });");
  CHECK(initial.code == "SCHEMA.THROWN");
  CHECK(initial.message ==
        "the default of \"a\".\"x\": we don't support params for `sql` default values");
}

TEST_CASE("what the project's code throws, while its tables are read") {
  const diagnostic thrown = mistake(
      "export const a = pgTable('a', { x: text() }, (t) => [\n"
      "  index('i').on((t as any).missing.desc()),\n"
      "]);");
  CHECK(thrown.code == "SCHEMA.THROWN");
  CHECK(thrown.where.line == 4);
  CHECK(thrown.where.file.ends_with("/schema.ts"));
  const diagnostic reference = mistake(
      "export const a = pgTable('a', { x: integer().references(() => undefined as any) });");
  CHECK(reference.message.starts_with("a foreign key of table \"a\": "));
}

TEST_CASE("all mistakes are reported, not the first") {
  const std::vector<diagnostic> all = mistakes(
      "export const a = pgTable('a', { x: text().unique('u'), y: text().unique('u') });\n"
      "export const b = pgTable('b', { x: integer().default(sql`${1}`) });\n"
      "export const c = pgEnum('c', { A: 1 } as any);\n"
      "export const p = pgPolicy('p');\n");
  CHECK(all.size() == 4);
  CHECK(std::all_of(all.begin(), all.end(),
                    [](const diagnostic& one) { return one.where.line > 2; }));
}

TEST_CASE("a file that can't be evaluated is the end") {
  try {
    schema_project("export const a = 1;\nthrow new TypeError('no');\n").load();
    FAIL("no error");
  } catch (const sluice::error& failed) {
    CHECK(failed.code == "SCRIPT.THROWN");
    CHECK(failed.where.line == 2);
  }
}

TEST_CASE("a project on drizzle-orm 1 is told so") {
  schema_project p("export const a = 1;\n");
  p.file("node_modules/drizzle-orm/package.json",
         R"({ "name": "drizzle-orm", "version": "1.0.0-beta.2" })");
  const std::vector<diagnostic> all = p.load().remarks;
  REQUIRE(all.size() == 1);
  CHECK(all[0].code == "SCHEMA.ORM_VERSION");
  CHECK(all[0].message.find("1.0.0-beta.2") != std::string::npos);
  p.file("node_modules/drizzle-orm/package.json",
         R"({ "name": "drizzle-orm", "version": "0.36.4" })");
  CHECK(p.load().remarks.empty());
}

TEST_CASE("an enum that is used and not exported is a warning") {
  const diagnostic one =
      mistake("const e = pgEnum('e', ['a']);\nexport const t = pgTable('t', { x: e().array() });");
  CHECK(one.code == "SCHEMA.ENUM_NOT_EXPORTED");
  CHECK(one.level == severity::warning);
  CHECK(one.where.line == 4);
  CHECK(one.where.column == 33);
  CHECK(mistake("const e = pgEnum('e', { A: 'a' });\nexport const t = pgTable('t', { x: e() });")
            .code == "SCHEMA.ENUM_NOT_EXPORTED");
  CHECK(mistakes("export const e = pgEnum('e', ['a']);\nexport const t = pgTable('t', { x: e() });")
            .empty());
}
