#include <algorithm>
#include <doctest/doctest.h>

#include "base/hash.hpp"
#include "migrations/names.hpp"
#include "migrations/split.hpp"
#include "migrations/utf8.hpp"
#include "support/temporary_folder.hpp"

namespace sluice::migrations {
namespace {

std::vector<std::string> texts_of(std::string_view sql) {
  std::vector<std::string> texts;
  for (const piece& one : split_statements(sql)) texts.push_back(one.text);
  return texts;
}

using texts = std::vector<std::string>;

}  // namespace

TEST_CASE("split: at breakpoints, wherever they stand in a line") {
  CHECK(texts_of("A;--> statement-breakpoint\nB;\n--> statement-breakpoint\r\nC; D;") ==
        texts{"A;", "B;", "C; D;"});
  CHECK(texts_of("A -- x --> statement-breakpoint\nB") == texts{"A -- x", "B"});
  CHECK(texts_of("A\r\n--> statement-breakpoint\r\nB\r\n") == texts{"A", "B"});
  CHECK(texts_of("\xEF\xBB\xBFSELECT 1") == texts{"SELECT 1"});
}

TEST_CASE("split: pieces with nothing to do are left out") {
  CHECK(texts_of("").empty());
  CHECK(texts_of("-- Custom SQL migration file, put your code below! --").empty());
  CHECK(texts_of(" \n--> statement-breakpoint\n-- x\n--> statement-breakpoint\n/* a /* b */ */;")
            .empty());
  CHECK(texts_of("-- why\nSELECT 1") == texts{"-- why\nSELECT 1"});
  const std::vector<piece> pieces =
      split_statements("\n\nA\n--> statement-breakpoint\n\n--> statement-breakpoint\n  B");
  REQUIRE(pieces.size() == 2);
  CHECK(pieces[0].line == 3);
  CHECK(pieces[1].line == 7);
}

TEST_CASE("split: a breakpoint inside a comment, a string or a body is a part of it") {
  CHECK(
      texts_of("-- introspected\n/*\nCREATE A;\n--> statement-breakpoint\nCREATE B;\n*/").empty());
  CHECK(texts_of("SELECT '/*';--> statement-breakpoint\nB").size() == 2);
  CHECK(texts_of("SELECT E'\\'--> statement-breakpoint', 'it''s';--> statement-breakpoint\nB")
            .size() == 2);
  CHECK(texts_of("DO $a$ --> statement-breakpoint\n$a$;--> statement-breakpoint\nB").size() == 2);
  CHECK(texts_of("SELECT a$b$c, $1;--> statement-breakpoint\nB").size() == 2);
  CHECK(texts_of("SELECT \"'\";--> statement-breakpoint\nB").size() == 2);
  // What doesn't end is split as drizzle-orm splits it.
  CHECK(texts_of("A '--> statement-breakpoint\nB") == texts{"A '", "B"});
  CHECK(texts_of("/* A--> statement-breakpoint\nB") == texts{"/* A", "B"});
}

TEST_CASE("utf8: what is no UTF-8 is read as Node.js reads it") {
  CHECK(as_node_reads("\xEF\xBB\xBF"
                      "a\u00e9\U0001F600") ==
        "\xEF\xBB\xBF"
        "a\u00e9\U0001F600");
  CHECK(as_node_reads("a\xFFz") == "a\uFFFDz");
  CHECK(as_node_reads("\xC0\x80") == "\uFFFD\uFFFD");
  CHECK(as_node_reads("\xE2\x82") == "\uFFFD");
  CHECK(as_node_reads("\xF0\x9F\x98!") == "\uFFFD!");
  CHECK(as_node_reads("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(as_node_reads("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST_CASE("names: prefixes as drizzle-kit makes them") {
  const std::int64_t when = 1704067199999;  // 2023-12-31T23:59:59.999Z
  CHECK(make_tag(prefix::index, 7, when, "add users") == "0007_add users");
  CHECK(make_tag(prefix::index, 12345, when, "a") == "12345_a");
  CHECK(make_tag(prefix::timestamp, 7, when, "a") == "20231231235959_a");
  CHECK(make_tag(prefix::supabase, 7, 951782400000, "a") == "20000229000000_a");
  CHECK(make_tag(prefix::unix, 7, when, "a") == "1704067199_a");
  CHECK(make_tag(prefix::none, 7, when, "a") == "_a");
  CHECK(prefix_named("supabase") == prefix::supabase);
  CHECK_FALSE(prefix_named("indexes"));
  CHECK(prefix_of("0007_a_b") == "0007");
  CHECK(prefix_of("init") == "init");
}

TEST_CASE("names: a random one, and those that no file can have") {
  const std::string tag = make_tag(prefix::index, 0, 0, "");
  CHECK(std::count(tag.begin(), tag.end(), '_') == 2);
  int equal = 0;
  for (int i = 0; i < 20; ++i) equal += make_tag(prefix::index, 0, 0, "") == tag ? 1 : 0;
  CHECK(equal < 5);
  CHECK(code_of([] { make_tag(prefix::index, 0, 0, "a/b"); }) == "FOLDER.NAME");
  CHECK(code_of([] { make_tag(prefix::index, 0, 0, std::string(300, 'a')); }) == "FOLDER.NAME");
}

}  // namespace sluice::migrations
