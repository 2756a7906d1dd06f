// A piece of SQL as tokens: enough to see which names it uses, without knowing its grammar. The
// model keeps conditions, expressions and views as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::model {

struct sql_token {
  enum class form {
    word,       // unquoted, in lower case: a keyword, a type, a function, a column
    name,       // an identifier in quotation marks, without them: "a", U&"a"
    literal,    // a string's content: 'a', E'a', U&'a', $tag$a$tag$
    number,     // as it stands: 1, .5, 1e-3, 0xff
    parameter,  // $1
    symbol,     // one character
  };
  form kind = form::symbol;
  std::string text;
  std::size_t begin = 0;  // first byte
  std::size_t end = 0;    // byte behind it
  bool is_closed = true;  // or the text ended before its quotation mark

  bool is_word(std::string_view word) const { return kind == form::word && text == word; }
  bool is_symbol(char sign) const { return kind == form::symbol && text[0] == sign; }
};

// Without comments. Lexical structure: PostgreSQL's documentation, chapter 4.1. What is not closed
// ends with the text.
std::vector<sql_token> sql_tokens(std::string_view sql);

}  // namespace sluice::model
