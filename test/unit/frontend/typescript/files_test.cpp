// Which files a configuration's `schema` means. What is expected here is what drizzle-kit reads.
#include <doctest/doctest.h>

#include "unit/frontend/typescript/project.hpp"

using names = std::vector<std::string>;
using sluice::test::schema_project;

namespace {

void fill(schema_project& p) {
  for (const char* name :
       {"schema.ts", "src/a.ts", "src/b.test.ts", "src/b.ts", "src/B.ts", "src/a-b.ts",
        "src/a_b.ts", "src/.hidden.ts", "src/notes.md", "src/users/users.schema.ts",
        "src/users/deep/x.schema.ts", "src/[id]/page.ts", "src/(group)/page.ts",
        "src/.git/x.schema.ts", "m1.ts", "m2.ts", "m3.js"}) {
    p.file(name);
  }
}

}  // namespace

TEST_CASE("a file, a list, a folder") {
  schema_project p;
  fill(p);
  CHECK(p.files({"schema.ts"}) == names{"schema.ts"});
  CHECK(p.files({"./schema.ts"}) == names{"schema.ts"});
  CHECK(p.files({"./m2.ts", "schema.ts", "m2.ts"}) == names{"m2.ts", "schema.ts"});
  CHECK(p.files({(p.folder() / "schema.ts").string()}) == names{"schema.ts"});
  const names folder = {"src/.hidden.ts", "src/B.ts",      "src/a-b.ts", "src/a.ts",
                        "src/a_b.ts",     "src/b.test.ts", "src/b.ts"};
  CHECK(p.files({"src"}) == folder);
  CHECK(p.files({"./src/"}) == folder);
  CHECK(p.files({"./src/../src/a.ts"}) == names{"src/a.ts"});
}

TEST_CASE("globs, sorted as a dictionary is") {
  schema_project p;
  fill(p);
  CHECK(p.files({"src/*.ts"}) ==
        names{"src/a_b.ts", "src/a-b.ts", "src/a.ts", "src/b.test.ts", "src/b.ts", "src/B.ts"});
  CHECK(p.files({"./src/**/*.schema.ts"}) ==
        names{"src/users/deep/x.schema.ts", "src/users/users.schema.ts"});
  CHECK(p.files({"**/*.schema.ts"}) ==
        names{"src/users/deep/x.schema.ts", "src/users/users.schema.ts"});
  CHECK(p.files({(p.folder() / "src/users/**/*.ts").string()}) ==
        names{"src/users/deep/x.schema.ts", "src/users/users.schema.ts"});
  CHECK(p.files({"m?.ts"}) == names{"m1.ts", "m2.ts"});
  CHECK(p.files({"m[2-3].{ts,js}"}) == names{"m2.ts", "m3.js"});
  CHECK(p.files({"m{1..2}.ts"}) == names{"m1.ts", "m2.ts"});
  CHECK(p.files({"{schema,m1}.ts"}) == names{"m1.ts", "schema.ts"});
  CHECK(p.files({"src/.*.ts"}) == names{"src/.hidden.ts"});
  CHECK(p.files({"src/\\[id\\]/*.ts"}) == names{"src/[id]/page.ts"});
  CHECK(p.files({"src/(group)/*.ts"}) == names{"src/(group)/page.ts"});
}

TEST_CASE("extended patterns") {
  schema_project p;
  fill(p);
  CHECK(p.files({"src/!(*.test).ts"}) ==
        names{"src/a_b.ts", "src/a-b.ts", "src/a.ts", "src/b.ts", "src/B.ts"});
  CHECK(p.files({"src/@(a|b).ts"}) == names{"src/a.ts", "src/b.ts"});
  CHECK(p.files({"+(m1|m2).ts"}) == names{"m1.ts", "m2.ts"});
}

TEST_CASE("nothing found is an error that repeats what was looked for") {
  schema_project p;
  fill(p);
  for (const char* pattern : {"nope/*.ts", "src/nope.ts", "!schema.ts", "src/*.sql", ""}) {
    try {
      p.files({pattern});
      FAIL("no error");
    } catch (const sluice::error& failed) {
      CHECK(failed.code == "SCHEMA.NO_FILES");
      CHECK(std::string(failed.what()).find(pattern) != std::string::npos);
    }
  }
}

TEST_CASE("links to folders are followed one level below **") {
  schema_project p;
  p.file("real/a.schema.ts").file("real/deep/b.schema.ts").file("src/c.schema.ts");
  std::filesystem::create_directory_symlink(p.folder() / "real", p.folder() / "src/link");
  std::filesystem::create_directory_symlink(p.folder() / "src", p.folder() / "src/circle");
  CHECK(p.files({"src/**/*.schema.ts"}) ==
        names{"src/c.schema.ts", "src/circle/c.schema.ts", "src/link/a.schema.ts"});
}
