// What bundles ask of C++, and how an evaluation is interrupted.
#include <atomic>
#include <cmath>
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "unit/script/project.hpp"

using sluice::error;
using sluice::test::project;
using namespace sluice::script;

namespace {

std::string shape_of(const native_value& one) {
  switch (one.what) {
    case native_value::kind::null:
      return "null";
    case native_value::kind::bytes:
      return "bytes";
    case native_value::kind::text:
      return one.text;
    case native_value::kind::list:
      break;
  }
  std::string out = "[";
  for (const native_value& item : one.items) out += shape_of(item) + ";";
  return out + "]";
}

}  // namespace

TEST_CASE("values get to a native function and back") {
  project p;
  std::string seen;
  p.engine().add_native("echo", [&](const std::vector<native_value>& given, native_result& out) {
    for (const native_value& one : given) seen += shape_of(one) + " ";
    out.begin_list();
    out.null();
    out.boolean(true);
    out.number(1.5);
    out.number(-0.0);
    out.number(1e15);
    out.text("é😀");
    out.json("{\"a\": [1, null]}");
    out.begin_list();
    out.end_list();
    out.end_list();
  });
  const auto said =
      p.engine().call("probe", "native", R"(["echo", "a", 5, true, null, ["b", [1.5, null]]])");
  CHECK(seen == "a 5 true null [b;[1.5;null;];] ");
  REQUIRE(said.IsArray());
  REQUIRE(said.Size() == 8);
  CHECK(said[0].IsNull());
  CHECK(said[1].GetBool());
  CHECK(said[2].GetDouble() == 1.5);
  CHECK(std::signbit(said[3].GetDouble()));
  CHECK(said[4].GetDouble() == 1e15);
  CHECK(std::string(said[5].GetString()) == "é😀");
  CHECK(said[6]["a"][0].GetInt() == 1);
  CHECK(said[7].GetArray().Empty());
}

TEST_CASE("what a native function throws keeps its fields") {
  project p;
  p.engine().add_native("fail", [](const std::vector<native_value>&, native_result&) {
    throw error(sluice::failure::connect, "TEST.CODE", "it fails").because("why").advise("next");
  });
  try {
    p.engine().call("probe", "native", R"(["fail"])");
    FAIL("nothing was thrown");
  } catch (const error& failed) {
    CHECK(failed.code == "TEST.CODE");
    CHECK(failed.kind == sluice::failure::connect);
    CHECK(failed.detail == "why");
    CHECK(failed.hint == "next");
  }
  CHECK_THROWS_AS(p.engine().call("probe", "native", R"(["nothing"])"), error);
}

TEST_CASE("an interrupted evaluation ends, whatever it catches") {
  project p;
  const std::atomic<bool> interrupt{true};
  p.options.interrupt = &interrupt;
  p.file("main.ts", "for (;;) { try { for (;;) {} } catch {} }");
  p.forget_engine();
  const error failed = p.failure_of();
  CHECK(failed.code == "SCRIPT.INTERRUPTED");
  CHECK(failed.kind == sluice::failure::interrupted);
}
