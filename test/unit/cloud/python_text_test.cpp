#include "cloud/python_text.hpp"

#include <doctest/doctest.h>

namespace sluice::cloud {

using words = std::vector<std::string>;

TEST_CASE("words are those of a shell") {
  CHECK(shell_words("") == words{});
  CHECK(shell_words("  a\tb\n c ") == words{"a", "b", "c"});
  CHECK(shell_words("a 'b c' \"d e\" f'g'h") == words{"a", "b c", "d e", "fgh"});
  CHECK(shell_words("'' \"\"") == words{"", ""});
  CHECK(shell_words(R"(a\ b "c\"d\\e\f" 'g\h')") == words{"a b", R"(c"d\e\f)", R"(g\h)"});
  CHECK(shell_words("$HOME *") == words{"$HOME", "*"});
  CHECK(!shell_words("'open"));
  CHECK(!shell_words("a \"open"));
  CHECK(!shell_words("a\\"));
}

TEST_CASE("white space is Unicode's") {
  CHECK(python_strip(" \t\xC2\xA0x\xE2\x80\x83y\xE3\x80\x80\n") == "x\xE2\x80\x83y");
  CHECK(python_strip("\xC3\xA9") == "\xC3\xA9");
  CHECK(python_indentation("\xE2\x80\x83 \tx") == 3);
  CHECK(python_lines("a\r\nb\rc\x0B\xE2\x80\xA8") ==
        std::vector<std::string_view>{"a", "b", "c", ""});
  CHECK(is_utf8("\xF0\x9F\x98\x80 ok"));
  for (const char* wrong :
       {"\xFF", "\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3"}) {
    CHECK(!is_utf8(wrong));
  }
}

}  // namespace sluice::cloud
