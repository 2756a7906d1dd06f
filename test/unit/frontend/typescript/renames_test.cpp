// Comments that say a rename.
#include <doctest/doctest.h>

#include "base/text.hpp"
#include "unit/frontend/typescript/project.hpp"

using sluice::concat;
using sluice::test::schema_project;

namespace {

constexpr std::string_view imports =
    "import { sql } from 'drizzle-orm';\n"
    "import { check, foreignKey, index, integer, pgEnum, pgPolicy, pgRole, pgSchema, pgSequence, "
    "pgTable, pgTableCreator, pgView, primaryKey, text, unique } from 'drizzle-orm/pg-core';\n";

// "line: kind schema.table.name <- schema.table.name", one a line; "line: code" of remarks.
std::string told(const schema_project& project, sluice::frontend::typescript::casing names =
                                                    sluice::frontend::typescript::casing::none) {
  const auto dotted = [](const sluice::model::entity_name& name) {
    return concat(name.schema, ".", name.table, ".", name.name);
  };
  const auto loaded = project.load(names);
  std::string out;
  for (const auto& [one, where] : loaded.renames) {
    out += concat(std::to_string(where.line), ": ", sluice::model::word_for(one.kind), " ",
                  dotted(one.to), " <- ", dotted(one.from), "\n");
  }
  for (const auto& one : loaded.remarks) {
    out += concat(std::to_string(one.where.line), ": ", one.code, "\n");
  }
  return out;
}

std::string told(std::string_view schema) {
  return told(schema_project(concat(imports, schema)));
}

}  // namespace

TEST_CASE("a rename is said above or behind what was renamed") {
  CHECK(told("// @renamed from=users\n"
             "export const people = pgTable('people', {\n"
             "  fullName: text('full_name'), // @renamed from=name\n"
             "  /* @renamed from=\"E Mail\" */ mail: text(),\n"
             "  // Where they live.\n"
             "  // @renamed from=addr\n"
             "  // (since 2024)\n"
             "  address: text()\n"
             "    .notNull(),\n"
             "});\n") ==
        "3: table public..people <- public..users\n"
        "5: column public.people.full_name <- public.people.name\n"
        "6: column public.people.mail <- public.people.E Mail\n"
        "8: column public.people.address <- public.people.addr\n");
}

TEST_CASE("every kind can be renamed so") {
  CHECK(told("export const app = pgSchema('app'); // @renamed from=core\n"
             "export const mood = pgEnum('mood', [ // @renamed from=public.feeling\n"
             "  'ok',\n"
             "  'happy', // @renamed from=glad\n"
             "]);\n"
             "export const seq = app.sequence('s'); // @renamed from=public.old_s\n"
             "export const role = pgRole('reader'); // @renamed from=viewer\n"
             "export const view = pgView('v', {}).as(sql`select 1`); // @renamed from=w\n"
             "export const t = app.table('t', { id: integer(), name: text() }, (t) => [\n"
             "  index('i').on(t.id), // @renamed from=a\n"
             "  unique('u').on(t.id), // @renamed from=b\n"
             "  // @renamed from=c\n"
             "  check('c2', sql`true`),\n"
             "  primaryKey({\n"
             "    name: 'pk', // @renamed from=d\n"
             "    columns: [t.id],\n"
             "  }),\n"
             "  foreignKey({ name: 'fk', columns: [t.id], foreignColumns: [t.id] }), "
             "// @renamed from=e\n"
             "  pgPolicy('p'), // @renamed from=f\n"
             "]);\n") ==
        "3: schema ..app <- ..core\n"
        "4: enum public..mood <- public..feeling\n"
        "6: enum_value public.mood.happy <- public.mood.glad\n"
        "8: sequence app..s <- public..old_s\n"
        "9: role ..reader <- ..viewer\n"
        "10: view public..v <- public..w\n"
        "12: index app.t.i <- app.t.a\n"
        "13: unique app.t.u <- app.t.b\n"
        "14: check app.t.c2 <- app.t.c\n"
        "17: primary_key app.t.pk <- app.t.d\n"
        "20: foreign key app.t.fk <- app.t.e\n"
        "21: policy app.t.p <- app.t.f\n");
}

TEST_CASE("a comment between things is about the next one") {
  CHECK(
      told(
          "export const mood = pgEnum('mood', ['sad', /* @renamed from=glad */ 'happy']);\n"
          "export const t = pgTable('t', { id: integer(), /* @renamed from=a */ b: text() });\n") ==
      "3: enum_value public.mood.happy <- public.mood.glad\n"
      "4: column public.t.b <- public.t.a\n");
}

TEST_CASE("names are the database's, whatever the source calls them") {
  schema_project project;
  project.file("schema.ts", "export * from './tables';\n");
  project.file("tables.ts",
               "import { pgTableCreator, text } from 'drizzle-orm/pg-core';\n"
               "const table = pgTableCreator((name) => `shop_${name}`);\n"
               "// @renamed from=shop_users\n"
               "export const people = table('people', {\n"
               "  fullName: text(), // @renamed from=name\n"
               "});\n");
  CHECK(told(project, sluice::frontend::typescript::casing::snake_case) ==
        "3: table public..shop_people <- public..shop_users\n"
        "5: column public.shop_people.full_name <- public.shop_people.name\n");
}

TEST_CASE("what can't be understood is a warning") {
  CHECK(told("// @renamed users\n"
             "export const people = pgTable('people', { id: integer() });\n"
             "const hidden = 1; // @renamed from=x\n"
             "export const other = pgTable('other', { id: integer() }, (t) => [\n"
             "  index().on(t.id), // @renamed from=x\n"
             "]);\n") ==
        "3: SCHEMA.RENAME_COMMENT\n"
        "5: SCHEMA.RENAME_COMMENT\n"
        "7: SCHEMA.RENAME_COMMENT\n");
}
