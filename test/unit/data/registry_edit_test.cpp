// Registries as text: what is added, and that all else stays.
#include "data/registry_edit.hpp"

#include <doctest/doctest.h>
#include <string>

#include "data/registry.hpp"

using namespace sluice::data;

TEST_CASE("an element goes to the end of the default export's list") {
  const auto added = [](const char* text) { return with_element(text, "", "added"); };
  CHECK(added("export default [];\n") == "export default [\n  added,\n];\n");
  CHECK(added("export default [one];\n") == "export default [one, added];\n");
  CHECK(added("export default [one, two,];\n") == "export default [one, two, added];\n");
  CHECK(added("const all: Migration[] = [\n  one,\n];\nexport default all;\n") ==
        "const all: Migration[] = [\n  one,\n  added,\n];\nexport default all;\n");
  CHECK(added("const all = [\n  one // the first, ]\n  /* , */\n];\nexport default all;\n") ==
        "const all = [\n  one, // the first, ]\n  /* , */\n  added,\n];\nexport default all;\n");
  CHECK(added("const other = [x];\nconst all = [\n];\nexport default all\n") ==
        "const other = [x];\nconst all = [\n  added,\n];\nexport default all\n");
  CHECK(added("const all = [{ name: ']', list: [1, 2] }];\nexport default all;\n") ==
        "const all = [{ name: ']', list: [1, 2] }, added];\nexport default all;\n");
  CHECK_FALSE(added("export default make();\n"));
  CHECK_FALSE(added("export const all = [];\n"));
  CHECK_FALSE(added("// export default [];\n"));
}

TEST_CASE("a named list") {
  CHECK(with_element("export const bySchema: Entry[] = [\n  { schema: 'a', migrations: a },\n];\n",
                     "bySchema", "{ b }") ==
        "export const bySchema: Entry[] = [\n  { schema: 'a', migrations: a },\n  { b },\n];\n");
  CHECK_FALSE(with_element("export const bySchemas = [];", "bySchema", "x"));
}

TEST_CASE("an import goes behind the last one") {
  CHECK(with_import("import a from './a';\nimport {\n  b,\n} from './b';\n\nuse(a, b);\n",
                    "import c;") ==
        "import a from './a';\nimport {\n  b,\n} from './b';\nimport c;\n\nuse(a, b);\n");
  CHECK(with_import("use();\n", "import c;") == "import c;\nuse();\n");
  CHECK(with_import("import a from './a'", "import c;") == "import a from './a'\nimport c;\n");
  CHECK(with_import("// import x from 'x';\nuse();\n", "import c;") ==
        "import c;\n// import x from 'x';\nuse();\n");
}

TEST_CASE("variables have names of their own") {
  CHECK(variable_for("my_migration", "") == "myMigration");
  CHECK(variable_for("my_migration", "const myMigration = 1;") == "myMigration2");
  CHECK(variable_for("my_migration", "// myMigration") == "myMigration");
  CHECK(variable_for("default", "") == "migrationDefault");
  CHECK(variable_for("2024_rows", "") == "migration2024Rows");
}

TEST_CASE("numbered names") {
  const auto found = numbered("0002_add_items.up.sql");
  REQUIRE(found);
  CHECK(found->number == "0002");
  CHECK(found->title == "add_items");
  CHECK(found->ending == ".up.sql");
  CHECK_FALSE(numbered("index.ts"));
  CHECK_FALSE(numbered("0002.ts"));
  CHECK_FALSE(numbered("0002_.ts"));
  CHECK_FALSE(numbered("core_0002.ts"));
}
