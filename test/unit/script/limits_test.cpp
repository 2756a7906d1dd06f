// Code that does not end, or asks for too much, ends in a clear error with its place.
#include <chrono>
#include <doctest/doctest.h>

#include "unit/script/project.hpp"

using sluice::error;
using sluice::test::project;
using namespace std::chrono_literals;

namespace {

error after(project& p, std::string_view source) {
  p.options.bounds.time = 300ms;
  p.file("main.ts", source);
  p.forget_engine();
  const auto start = std::chrono::steady_clock::now();
  error failed = p.failure_of();
  CHECK(std::chrono::steady_clock::now() - start < 5s);
  return failed;
}

}  // namespace

TEST_CASE("an infinite loop") {
  project p;
  const error failed = after(p, "function spin(): never {\n  for (;;) {}\n}\nspin();");
  CHECK(failed.code == "SCRIPT.TIME");
  CHECK(failed.where.file == "main.ts");
  CHECK(failed.where.line > 0);
  CHECK(failed.kind == sluice::failure::config);
}

TEST_CASE("an infinite loop that calls nothing is named too") {
  project p;
  const auto told = [&](std::string_view source) {
    p.forget_engine();
    p.file("main.ts", source);
    return p.failure_of().detail;
  };
  p.options.bounds.time = 200ms;
  CHECK(told("const a = Math.max(1, 2);\n\nlet i = 0;\nwhile (true) i++;\nfor (;;) {}") ==
        "this is where it was then, or in the loop on line 4");
  CHECK(told("function f(l: number[]) {\n  const g = () => { for (;;) {} };\n  do {\n    l = [];\n"
             "  } while (g);\n}\nf([]);\n") ==
        "this is where it was then, or in the loop on line 3");
  CHECK(told("let a;\nfor (;;) {\n  a = Math.max(1, 2);\n}\nfor (;;) {}") ==
        "this is where it was then");
}

TEST_CASE("an infinite loop that catches everything") {
  project p;
  CHECK(after(p, "for (;;) { try { for (;;) {} } catch {} finally { } }").code == "SCRIPT.TIME");
  CHECK(after(p, "const f = async () => { for (;;) await null; }; export default f;").code ==
        "SCRIPT.TIME");
}

TEST_CASE("a runaway regular expression") {
  project p;
  const error failed = after(p, "\nexport const r = /^(a+)+$/.test('a'.repeat(40) + 'b');");
  CHECK(failed.code == "SCRIPT.TIME");
  CHECK(failed.where.line == 2);
}

TEST_CASE("a memory bomb") {
  project p;
  p.options.bounds.memory_bytes = std::size_t{32} << 20U;
  p.file("main.ts", "const all: string[] = [];\nfor (;;) all.push('x'.repeat(1e6) + all.length);");
  error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.MEMORY");
  CHECK(failed.where.file == "main.ts");
  CHECK(failed.where.line == 2);
  p.file("small.ts", "const all: unknown[] = [];\nfor (;;) all.push({ a: [] });");
  p.forget_engine();
  failed = p.failure_of("small.ts");
  CHECK(failed.code == "SCRIPT.MEMORY");
  p.file("buffer.ts", "export const b = new Uint8Array(1e9);");
  p.forget_engine();
  CHECK(p.failure_of("buffer.ts").code == "SCRIPT.MEMORY");
}

TEST_CASE("recursion without an end") {
  project p;
  const error failed = after(
      p, "function f(n: number): number {\n  return f(n + 1) + 1;\n}\nexport const z = f(0);");
  CHECK(failed.code == "SCRIPT.STACK");
  CHECK(failed.where.text().starts_with("main.ts:2:"));
  CHECK(after(p, "export const z = JSON.parse('['.repeat(1e6));").code != "");
  CHECK(after(p, "const a: any = { get b() { return a.b; } }; export const z = a.b;").code ==
        "SCRIPT.STACK");
}

TEST_CASE("a promise that never settles") {
  project p;
  error failed = after(p, "const a = 1;\nexport default () => new Promise(() => {});");
  CHECK(failed.code == "SCRIPT.NEVER_SETTLES");
  CHECK(failed.where.file == "main.ts");
  CHECK(failed.where.line == 2);
  p.file("main.ts", "import { never } from './lib/never';\nexport default never;")
      .file("lib/never.ts", "\n\nexport async function never() { await new Promise(() => {}); }");
  p.forget_engine();
  failed = p.failure_of();
  CHECK(failed.where.file == "lib/never.ts");
  CHECK(failed.where.line == 3);
}

TEST_CASE("a rejection that nothing handles") {
  project p;
  const error failed = after(p, "export const a = 1;\nvoid Promise.reject(new Error('lost'));");
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(failed.detail.starts_with("lost"));
  CHECK(failed.where.text().starts_with("main.ts:2:"));
  p.file("handled.ts",
         "const p = Promise.reject(new Error('x')); p.catch(() => {}); export const ok = 1;");
  CHECK(p.exports("handled.ts") == R"({"ok":1})");
}

TEST_CASE("what is thrown comes out with its place and its words") {
  project p;
  p.file("main.ts", "import { down } from './lib/down';\n\nexport const x = down(undefined);\n")
      .file("lib/down.ts",
            "type T = {\n  a: 1;\n};\nexport function down(t?: T) {\n  return t!.a;\n}\n");
  error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(failed.where.text() == "lib/down.ts:5:12");
  CHECK(failed.detail.starts_with("cannot read property 'a' of undefined"));
  CHECK(failed.detail.find("main.ts:3:") != std::string::npos);
  p.file("value.ts", "throw 'just text';");
  failed = p.failure_of("value.ts");
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(failed.detail == "just text");
}

TEST_CASE("a module that failed fails again in the same way") {
  project p;
  p.file("main.ts", "try { require('./bad'); } catch {}\nexport * from './bad';")
      .file("bad.ts", "export const a = 1;\nthrow new Error('bad');");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.THROWN");
  CHECK(failed.where.text().starts_with("bad.ts:2:"));
}

TEST_CASE("syntax errors have their place") {
  project p;
  p.file("main.ts", "export const a = 1;\nexport const b: = 2;\n");
  error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.SYNTAX");
  CHECK(failed.where.text().starts_with("main.ts:2:"));
  p.file("plain.ts", "import './plain.cjs';").file("plain.cjs", "exports.a = 1;\nlet let = 2;");
  failed = p.failure_of("plain.ts");
  CHECK(failed.code == "SCRIPT.SYNTAX");
  CHECK(failed.where.text().starts_with("plain.cjs:2:"));
}

TEST_CASE("await at the top of a module is refused by name") {
  project p;
  p.file("main.ts", "const x = await Promise.resolve(1);\nexport { x };");
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.UNSUPPORTED");
  CHECK(std::string(failed.what()).find("await") != std::string::npos);
  CHECK(failed.where.file == "main.ts");
  CHECK(failed.where.line == 1);
}

TEST_CASE("the time limit is for the engine's whole life, and only while it evaluates") {
  project p;
  p.options.bounds.time = 400ms;
  p.file("main.ts",
         "export default () => { const end = Date.now() + 100; while (Date.now() < end) {} return "
         "1; }");
  CHECK(p.run() == "1");
  // On a busy machine a call may sleep through the moment at which it would be stopped.
  std::string code;
  for (int i = 0; i < 50 && code.empty(); ++i) code = p.failure_of().code;
  CHECK(code == "SCRIPT.TIME");
}
