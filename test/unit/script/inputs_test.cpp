// What an evaluation depended on: all of it, and each thing noticed when it changes.
#include <algorithm>
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::script::input;
using sluice::script::still_holds;
using sluice::test::project;

namespace {

bool fresh(const std::vector<input>& inputs,
           const std::map<std::string, std::string>& environment) {
  return std::all_of(inputs.begin(), inputs.end(),
                     [&](const input& item) { return still_holds(item, environment); });
}

const input* find(const std::vector<input>& inputs, input::kind what, const std::string& name) {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [&](const input& item) {
    return item.what == what && item.name == name;
  });
  return found == inputs.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("files, absences and variables are recorded, once each") {
  project p;
  p.options.environment = {{"A", "1"}, {"UNREAD", "2"}};
  p.file("tsconfig.json", "{}")
      .file("main.ts",
            "import './lib/b'; import './lib'; export const a = [process.env.A, process.env.A, "
            "process.env.NOPE, 'X' in process.env];")
      .file("lib/index.ts", "export {}")
      .file("lib/b.js", "exports.b = 1;");
  p.exports();
  const std::vector<input> inputs = p.engine().inputs();
  CHECK(find(inputs, input::kind::file, p.path("main.ts")) != nullptr);
  CHECK(find(inputs, input::kind::file, p.path("lib/b.js")) != nullptr);
  CHECK(find(inputs, input::kind::absent, p.path("lib/b.ts")) != nullptr);
  CHECK(find(inputs, input::kind::absent, p.path("lib.ts")) != nullptr);
  CHECK(find(inputs, input::kind::environment, "A") != nullptr);
  REQUIRE(find(inputs, input::kind::environment, "NOPE") != nullptr);
  CHECK(find(inputs, input::kind::environment, "NOPE")->key.empty());
  CHECK(find(inputs, input::kind::environment, "X") != nullptr);
  CHECK(find(inputs, input::kind::environment, "UNREAD") == nullptr);
  CHECK(find(inputs, input::kind::chance, "clock") == nullptr);
  for (const input& item : inputs) {
    CHECK(std::count_if(inputs.begin(), inputs.end(), [&](const input& other) {
            return other.what == item.what && other.name == item.name;
          }) == 1);
  }
  CHECK(fresh(inputs, {{"A", "1"}, {"UNREAD", "2"}}));
  CHECK(fresh(inputs, {{"A", "1"}, {"UNREAD", "3"}}));
  CHECK_FALSE(fresh(inputs, {{"A", "2"}}));
  CHECK_FALSE(fresh(inputs, {{"A", "1"}, {"NOPE", ""}}));
}

TEST_CASE("every change that could matter is noticed") {
  const auto changed = [](auto change) {
    project p;
    p.file("tsconfig.json", R"({"compilerOptions": {"paths": {"@/*": ["./src/*"]}}})")
        .file("package.json", R"({"name": "x", "workspaces": ["packages/*"]})")
        .file("packages/a/package.json", R"({"name": "a"})")
        .file("packages/a/index.ts", "export const a = 1;")
        .file("node_modules/.store/dep@1/package.json", R"({"name": "dep", "main": "x.js"})")
        .file("node_modules/.store/dep@1/x.js", "exports.x = 1;")
        .file("node_modules/.store/dep@2/package.json", R"({"name": "dep", "main": "x.js"})")
        .file("node_modules/.store/dep@2/x.js", "exports.x = 1;")
        .link("node_modules/dep", ".store/dep@1")
        .file("src/b.ts", "export const b = 1;")
        .file("data/one.json", "{}")
        .file("main.ts",
              "import { readdirSync, existsSync } from 'fs'; import 'a'; import 'dep'; import "
              "'@/b'; import 'missing-package';\n"
              "import data from './data/one.json';\nexport const all = [readdirSync('data'), "
              "existsSync('flag'), data];");
    p.exports();
    const std::vector<input> inputs = p.engine().inputs();
    REQUIRE(fresh(inputs, {}));
    change(p);
    return !fresh(inputs, {});
  };
  CHECK_FALSE(changed([](project& p) { p.file("unrelated.ts", ""); }));
  CHECK(changed([](project& p) { p.file("main.ts", "export {}"); }));
  CHECK(changed([](project& p) { p.file("src/b.ts", "export const b = 2;"); }));
  CHECK(changed([](project& p) { p.file("tsconfig.json", "{}"); }));
  CHECK_FALSE(changed([](project& p) { p.file("src/tsconfig.json", "{}"); }));
  CHECK(changed([](project& p) { p.file("package.json", "{}"); }));
  CHECK(changed([](project& p) { p.file("packages/b/package.json", R"({"name": "dep"})"); }));
  CHECK(changed([](project& p) { p.file("data/two.json", "{}"); }));
  CHECK(changed([](project& p) { p.file("data/one.json", "[]"); }));
  CHECK(changed([](project& p) { p.file("flag", ""); }));
  CHECK(changed([](project& p) { p.file("node_modules/missing-package/index.js", ""); }));
  CHECK(changed([](project& p) { p.file("node_modules/a/index.js", ""); }));
  CHECK(changed([](project& p) {
    std::filesystem::remove(p.path("node_modules/dep"));
    p.link("node_modules/dep", ".store/dep@2");
  }));
  CHECK(changed([](project& p) { std::filesystem::remove(p.path("data/one.json")); }));
  CHECK(changed([](project& p) { p.file("src/b", ""); }));
}

TEST_CASE("reading all variables depends on all of them") {
  project p;
  p.options.environment = {{"A", "1"}, {"B", "2"}};
  p.file("main.ts", "export const all = { ...process.env };");
  CHECK(p.exports() == R"({"all":{"A":"1","B":"2"}})");
  const std::vector<input> inputs = p.engine().inputs();
  CHECK(fresh(inputs, {{"A", "1"}, {"B", "2"}}));
  CHECK_FALSE(fresh(inputs, {{"A", "1"}, {"B", "3"}}));
  CHECK_FALSE(fresh(inputs, {{"A", "1"}, {"B", "2"}, {"C", "3"}}));
}

TEST_CASE("variables that the code set itself are not inputs, those it read before are") {
  project p;
  p.options.environment = {{"B", "b"}};
  p.file(".env", "A=1\nB=2\n")
      .file("main.ts", "import 'dotenv/config'; export const v = [process.env.A, process.env.B];");
  CHECK(p.exports() == R"({"v":["1","b"]})");
  const std::vector<input> inputs = p.engine().inputs();
  CHECK(fresh(inputs, {{"B", "b"}}));
  CHECK_FALSE(fresh(inputs, {{"A", "0"}, {"B", "b"}}));
  CHECK_FALSE(fresh(inputs, {}));
  p.file(".env", "A=2\nB=2\n");
  CHECK_FALSE(fresh(inputs, {{"B", "b"}}));
}

TEST_CASE("the clock and random numbers never hold") {
  for (const std::string source :
       {"new Date()", "Date.now()", "crypto.randomUUID()", "require('node:crypto').randomBytes(4)",
        "performance.now()", "Date()"}) {
    project p;
    p.file("main.ts", "export const x = " + source + ";");
    p.exports();
    CAPTURE(source);
    CHECK_FALSE(fresh(p.engine().inputs(), {}));
  }
  project p;
  p.file(
      "main.ts",
      "export const x = [new Date(0), new Date('2020-01-01'), new Date(0) instanceof Date, "
      "Date.UTC(2020, 1)];\n"
      "export const r = Math.random() < 1; export const t = [typeof fetch, typeof performance];");
  CHECK(
      p.exports() ==
      R"({"r":true,"t":["function","object"],"x":["1970-01-01T00:00:00.000Z","2020-01-01T00:00:00.000Z",true,1580515200000]})");
  CHECK(fresh(p.engine().inputs(), {}));
}
