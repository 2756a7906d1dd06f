#include "pg/message.hpp"

#include <doctest/doctest.h>

#include "pg/quote.hpp"

namespace sluice::pg {

TEST_CASE("excerpt: the line and the caret under the character") {
  CHECK(excerpt("CREATE TABLE a (\n  id intt\n);", 23) ==
        "  1 | CREATE TABLE a (\n"
        "  2 |   id intt\n"
        "    |      ^\n"
        "  3 | );");
}

TEST_CASE("excerpt: positions count characters, not bytes") {
  CHECK(excerpt("SELECT 'äö€', x", 15) ==
        "  1 | SELECT 'äö€', x\n"
        "    |               ^");
}

TEST_CASE("excerpt: without a position, the beginning") {
  CHECK(excerpt("a\nb\nc\nd\ne\n", 0) == "  1 | a\n  2 | b\n  3 | c\n    | …");
  CHECK(excerpt("", 0) == "  1 | ");
  CHECK(excerpt("x", 99).find('^') != std::string::npos);
}

TEST_CASE("excerpt: a long line is cut around the place") {
  const std::string sql = std::string(500, 'a') + "!" + std::string(500, 'b');
  const std::string text = excerpt(sql, 501);
  CHECK(text.size() < 400);
  const std::size_t caret = text.find('^') - text.find('\n') - 1;
  CHECK(text[caret] == '!');
}

TEST_CASE("quote: names and texts") {
  CHECK(quote_identifier("a\"b") == "\"a\"\"b\"");
  CHECK(quote_literal("it's") == "'it''s'");
  CHECK(quote_literal("a\\'b") == "E'a\\\\''b'");
}

}  // namespace sluice::pg
