#include "base/json.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"

namespace sluice {

TEST_CASE("json: the writer gives JSON.stringify's bytes") {
  json_writer out;
  out.begin_object().member("a", 1).key("b").begin_array().string("x\n\x01\"").boolean(true);
  out.begin_object().end_object().end_array().key("c").begin_array().end_array();
  out.end_object();
  CHECK(out.text() ==
        "{\n  \"a\": 1,\n  \"b\": [\n    \"x\\n\\u0001\\\"\",\n    true,\n    {}\n  ],\n  \"c\": "
        "[]\n}");
}

TEST_CASE("json: a syntax error names the place") {
  try {
    parse_json("{\n  \"a\": ]", "meta/_journal.json");
    FAIL("no error");
  } catch (const error& e) {
    CHECK(e.code == "JSON.SYNTAX");
    CHECK(e.where.file == "meta/_journal.json");
    CHECK(e.where.line == 2);
  }
}

TEST_CASE("json: comments and trailing commas are for those who ask") {
  const std::string text = "\xEF\xBB\xBF{ // a\n  \"a\": [1, 2,], /* b */\n}";
  const rapidjson::Document read = parse_json(text, "tsconfig.json", json_dialect::jsonc);
  CHECK(member(read, "a")->Size() == 2);
  CHECK_THROWS_AS(parse_json(text, "tsconfig.json"), error);
}

}  // namespace sluice
