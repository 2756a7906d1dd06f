// Random .env files, read by the real dotenv and expanded by the real dotenv-expand, and by us.
#include "config/env_file.hpp"

#include <doctest/doctest.h>
#include <random>

#include "base/json.hpp"
#include "base/json_writer.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "unit/config/project.hpp"

namespace sluice::config {
namespace {

using generator = std::mt19937;

template <typename Items>
const auto& one_of(generator& random, const Items& items) {
  return items[std::uniform_int_distribution<std::size_t>(0, std::size(items) - 1)(random)];
}

// Each refers to those before it alone: dotenv-expand goes round in circles until its
// memory is full.
const std::vector<std::string> names = {"NOT", "SET", "OTHER", "A", "B", "C", "D_1", "HOST", "a"};

// A value of parts that mean something to a reader of such files. Three things are left out where
// dotenv-expand slips: `$$`, `$&` and their like, which it takes for patterns of its own when it
// puts a value in place; names with "null" in them; values that refer to each other.
std::string value(generator& random, std::size_t name, bool quoted) {
  static const std::vector<std::string> plain = {"x",   "postgres://", ":", "@",  "/",   "1", "-",
                                                 " ",   "\\",          "=", "{",  "}",   "+", ":-",
                                                 "\\n", "${",          "%", "\t", "${}", "$1"};
  static const std::vector<std::string> in_quotes = {"#", "\n", " # no", "\\r"};
  static const std::vector<std::string> references = {
      "$@",        "$@",           "${@}",       "${@}",       "$@x",       "\\$@",
      "\\${@}",    "${@:-no}",     "${@-",       "${@-a}",     "${@+b}",    "${@+}",
      "${@:+set}", "${@:-$UNSET}", "${@:-${@}}", "${@:+${@}}", "${@:-a:-b}"};
  std::string out;
  const int parts = std::uniform_int_distribution<>(0, 5)(random);
  for (int i = 0; i < parts; ++i) {
    const std::size_t kind = random() % 6;
    if (kind == 0 && quoted) {
      out += one_of(random, in_quotes);
    } else if (kind < 4 || name == 0) {
      out += one_of(random, plain);
    } else {
      out += replace_all(one_of(random, references), "@", names[random() % name]);
    }
  }
  return out;
}

std::string line(generator& random) {
  static const std::vector<std::string> before = {"", "", "", "export ", "  "};
  static const std::vector<std::string> equals = {"=", "=", "=", " = ", "= ", ": "};
  static const std::vector<std::string> behind = {"", "", " # a comment", "   ", "\r"};
  static const std::vector<std::string> others = {"# a comment", "",  "nothing", "=x",
                                                  "NO VALUE",    "A", "'"};
  if (random() % 12 == 0) return concat(one_of(random, others), "\n");
  const std::string quote = one_of(random, std::vector<std::string>{"", "", "\"", "'", "`"});
  const std::size_t name = random() % names.size();
  return concat(one_of(random, before), names[name], one_of(random, equals), quote,
                value(random, name, !quote.empty()), quote, one_of(random, behind), "\n");
}

struct example {
  std::string text;
  variables environment;
};

example make(generator& random) {
  example out;
  const int lines = std::uniform_int_distribution<>(1, 8)(random);
  for (int i = 0; i < lines; ++i) out.text += line(random);
  if (random() % 2 == 0) out.environment["SET"] = "it is";
  if (random() % 2 == 0) out.environment["OTHER"] = "another";
  if (random() % 4 == 0) out.environment["A"] = "outside";
  return out;
}

std::string written(const std::vector<example>& all) {
  json_writer out(json_writer::style::compact);
  out.begin_array();
  for (const example& one : all) {
    out.begin_object().member("text", one.text).key("environment").begin_object();
    for (const auto& [name, value] : one.environment) out.member(name, value);
    out.end_object().end_object();
  }
  return out.end_array().take();
}

TEST_CASE("dotenv and dotenv-expand read the same") {
  generator random(20261120);
  std::vector<example> all;
  constexpr std::size_t count = 20'000;
  all.reserve(count);
  while (all.size() < count) all.push_back(make(random));
  test::config_project at;
  at.file("cases.json", written(all));
  const process_result done =
      run_process({"sh", "-c",
                   concat("node " SLUICE_SOURCE_DIR "/test/differential/config/expand.cjs < '",
                          (at.folder() / "cases.json").string(), "'")});
  REQUIRE_MESSAGE(done.exit_code == 0, done.err);
  const rapidjson::Document theirs = parse_json(done.out, "dotenv");
  REQUIRE(theirs.Size() == all.size());
  std::size_t referring = 0;
  std::size_t different = 0;
  for (rapidjson::SizeType i = 0; i < theirs.Size() && different < 5; ++i) {
    const example& one = all[i];
    const assignments raw = parse_env(one.text);
    const assignments ours = expand(raw, one.environment);
    if (ours != raw) ++referring;
    variables expected;
    for (const auto& member : theirs[i].GetObject()) {
      expected.emplace(view(member.name), view(member.value));
    }
    const variables got(ours.begin(), ours.end());
    INFO(one.text);
    if (got != expected) ++different;
    CHECK(got == expected);
  }
  CHECK(referring > count / 3);
}

}  // namespace
}  // namespace sluice::config
