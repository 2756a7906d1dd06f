// Evaluation itself: values in and out, modules, the console.
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::test::project;

REGISTER_EXCEPTION_TRANSLATOR(const sluice::error& failed) {
  return (failed.code + " " + failed.where.text() + " " + failed.what() + ": " + failed.detail)
      .c_str();
}

TEST_CASE("a file's exports come out as JSON, its types stripped") {
  project p;
  p.file("main.ts",
         "import { b } from './b';\n"
         "export const a: number = 1;\n"
         "export const c = { b, list: [1, 'x', null] as const };\n")
      .file("b.ts", "export const b: string = 'ü';\n");
  CHECK(p.exports() == R"({"a":1,"c":{"b":"ü","list":[1,"x",null]}})");
}

TEST_CASE("a promise is awaited") {
  project p;
  p.file(
      "main.ts",
      "export default async () => { await new Promise((go) => setTimeout(go, 5000)); return 7; }");
  CHECK(p.run() == "7");
}

TEST_CASE("the environment that the code leaves") {
  project p;
  p.options.environment = {{"A", "1"}, {"B", "2"}};
  p.file("main.ts", "process.env.C = process.env.A + '!'; delete process.env.B;");
  p.exports();
  CHECK(p.engine().environment() == std::map<std::string, std::string>{{"A", "1"}, {"C", "1!"}});
}

TEST_CASE("console lines go where the settings say") {
  project p;
  p.file("main.ts", "console.log('hello', 1);");
  p.exports();
  CHECK(p.console == std::vector<std::string>{"hello 1"});
}

TEST_CASE("a file reached through a link is the file") {
  project p;
  p.file("real/main.ts",
         "import { token } from './token'; import { token as same } from '../linked/token';\n"
         "export const one = token === same;")
      .file("real/token.ts", "export const token = {}; console.log('evaluated');")
      .link("linked", "real");
  CHECK(p.exports("linked/main.ts") == R"({"one":true})");
  CHECK(p.exports("real/token.ts") == R"({"token":{}})");
  CHECK(p.console.size() == 1);
}
