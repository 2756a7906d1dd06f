// An expression as PostgreSQL's lexer has it: enough of the spelling is gone that equal tokens
// mean the same, and nothing else is.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::catalog {

struct token {
  enum class form {
    keyword,  // unquoted, in lower case, of those that can't be a column's name: and, now is none
    name,     // any other word, and what stands in quotation marks
    literal,  // a string's content
    number,   // as it stands, in lower case
    sign,     // an operator, != as <>; and ( ) [ ] , ; : :: .
    other,    // what is not looked into: E'…', B'…', $1, $$…$$, U&"…"
    end,
  };
  form kind = form::end;
  std::string text;
  std::size_t begin = 0;  // in the whole

  bool operator==(const token& than) const { return kind == than.kind && text == than.text; }
  bool is(std::string_view sign_or_keyword) const {
    return (kind == form::sign || kind == form::keyword) && text == sign_or_keyword;
  }
};

// PostgreSQL's documentation, chapter 4.1. What is not closed ends with the text, as `other`.
std::vector<token> tokens_of(std::string_view sql);

// Words that mean something else where they are not quoted (appendix C: reserved, and those that
// are no function's or type's name).
bool is_keyword(std::string_view word);

}  // namespace sluice::catalog
