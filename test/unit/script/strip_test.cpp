// What strip() makes of a file, in small: the differential tests hold it against other strippers at
// large.
#include "script/strip.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/text.hpp"

using sluice::script::strip;
using sluice::script::strip_options;

namespace {

// Of a file that is no module, without the white space at line ends.
std::string stripped(const std::string& source, const std::string& file = "a.ts") {
  std::string out;
  const std::string code = strip(source, file);
  for (const std::string_view line : sluice::split(code, "\n")) {
    const std::size_t last = line.find_last_not_of(' ');
    if (!out.empty() || line.data() != code.data()) out += '\n';
    if (last != std::string_view::npos) out += line.substr(0, last + 1);
  }
  return out;
}

}  // namespace

TEST_CASE("types are blanked where they stand") {
  CHECK(strip("let a: number = 1", "a.ts") == "let a         = 1");
  CHECK(strip("f<string>(x as any)!.y", "a.ts") == "f        (x       ) .y");
  CHECK(strip("const é: Zürich = 'ü'", "a.ts") == "const é         = 'ü'");
}

TEST_CASE("lines stay") {
  const std::string source =
      "import { a } from 'a'\nimport type {\n  B,\n} from 'b'\nexport enum C {\n  x,\n  y = 3,\n}\n"
      "export const d = a({\n  e: <B>1,\n})\n";
  const std::string code = strip(source, "a.ts");
  const std::string body = code.substr(0, code.rfind('\n'));  // the end of the module's block
  CHECK(std::count(body.begin(), body.end(), '\n') ==
        std::count(source.begin(), source.end(), '\n'));
}

TEST_CASE("statements do not grow together where a type between them vanished") {
  CHECK(stripped("a\ntype B = C\n(d)()") == "a\n;\n(d)()");
  CHECK(stripped("let a = b as C\n[d] = e") == "let a = b ;\n[d] = e");
  CHECK(stripped("class A {\n  set: B\n  c() {}\n}") == "class A {\n  set;\n  c() {}\n}");
  CHECK(stripped("class A {\n  x = 1\n  private *y() {}\n}") ==
        "class A {\n  x = 1\n  ;       *y() {}\n}");
}

TEST_CASE("line breaks inside types do not end statements") {
  CHECK(stripped("return <\nA\n>(b): C => d", "a.ts").starts_with("return (\n"));
  CHECK(stripped("f((a): {\n  b: C\n} => a)") == "f((a) =>\n\n     a)");
}

TEST_CASE("a file without imports and exports is no module") {
  CHECK(strip("module.exports = 1", "a.js") == "module.exports = 1");
  CHECK(strip("import x = require('x'); export = x", "a.cts").find("module.exports = x") !=
        std::string::npos);
}

TEST_CASE("imports are read where they are used, and not where a local has the name") {
  CHECK(stripped("import { a, b as c } from 'a'\nf(a, { c }, (a) => a)\nc()") ==
        "\"use strict\";{__module.export({});import_1 = void 0;import_1 = __module.import('a');\n"
        "f(import_1.a, { c: import_1.b }, (a) => a)\n;(0, import_1.b)()\nfunction import_1(){}}");
}

TEST_CASE("a function of a module is never called as its method") {
  for (const char* call : {"f()", "f?.()", "(f)()", "(f as any)()", "f!()", "f<string>()"}) {
    CAPTURE(call);
    const std::string source = std::string("import { f } from 'f'\nx = ") + call;
    CHECK(strip(source, "a.ts").find("(0, import_1.f)") != std::string::npos);
  }
}

TEST_CASE("a module may have names of its own that its function has as parameters") {
  const std::string code = strip("export const require = 1, exports = 2, module = 3", "a.ts");
  CHECK(code.starts_with("\"use strict\";{"));
  CHECK(code.ends_with("}"));
}

TEST_CASE("imports that are only types vanish, in TypeScript") {
  const std::string source = "import { A } from 'a'\nexport let b: A";
  CHECK(strip(source, "a.ts").find("__module.import") == std::string::npos);
  CHECK(strip("import { A } from 'a'\nexport let b", "a.js").find("__module.import('a')") !=
        std::string::npos);
}

TEST_CASE("fields that tsconfig.json has assigned") {
  const auto code = [](std::string_view source) {
    return strip(source, "a.ts", {.defines_class_fields = false});
  };
  CHECK(code("class A { a = 1; b: string }") == "class A { a = 1;           }");
  CHECK(code("class A { #a; declare b; ['c']; static d; e = 1 }") ==
        "class A { #a;          ; ['c'];         ; e = 1 }");
  CHECK(code("class A { a = this.b; constructor(private b) {} }") ==
        "class A { #assigned_1() { this.a = this.b }; constructor(        b) { this.b = b, "
        "this.#assigned_1();} }");
}

TEST_CASE("an import that nothing uses, and that tsconfig.json keeps") {
  const strip_options keeps = {.keeps_unused_imports = true};
  CHECK(strip("import { A } from 'a'\nexport let b", "a.ts", keeps).find("__module.import('a')") !=
        std::string::npos);
  CHECK(strip("import type { A } from 'a'\nexport let b", "a.ts", keeps).find("'a'") ==
        std::string::npos);
}

TEST_CASE("syntax errors name the place") {
  try {
    strip("const a = 1\nconst b = = 2\n", "dir/a.ts");
    FAIL("no error");
  } catch (const sluice::error& failed) {
    CHECK(failed.code == "SCRIPT.SYNTAX");
    CHECK(failed.where.text() == "dir/a.ts:2:11");
  }
}

TEST_CASE("what removing types can't evaluate is refused") {
  for (const char* source : {"namespace A { export let x = 1 }", "using x = 1",
                             "class A { accessor x = 1 }", "@d class A {}", "await x\nexport {}"}) {
    CAPTURE(source);
    try {
      strip(source, "a.ts");
      FAIL("no error");
    } catch (const sluice::error& failed) {
      CHECK(failed.code == "SCRIPT.UNSUPPORTED");
      CHECK(failed.where.line == 1);
    }
  }
}
