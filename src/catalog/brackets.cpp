#include "catalog/brackets.hpp"

#include <cstddef>

#include "base/text.hpp"

namespace sluice::catalog {

namespace {

// Behind the literal or quoted name that begins at `at`; else `at`.
std::size_t behind_quotes(std::string_view text, std::size_t at) {
  const char mark = text[at];
  if (mark != '\'' && mark != '"') return at;
  const std::size_t end = text.find(mark, at + 1);
  return end == std::string_view::npos ? text.size() : end + 1;
}

}  // namespace

std::string_view without_brackets(std::string_view expression) {
  if (!expression.starts_with('(') || !expression.ends_with(')')) return expression;
  int depth = 0;
  for (std::size_t at = 0; at < expression.size();) {
    if (const std::size_t behind = behind_quotes(expression, at); behind != at) {
      at = behind;
      continue;
    }
    if (expression[at] == '(') ++depth;
    if (expression[at] == ')' && --depth == 0 && at + 1 != expression.size()) return expression;
    ++at;
  }
  return expression.substr(1, expression.size() - 2);
}

std::string on_one_line(std::string_view statement) {
  statement = trim(statement);
  if (statement.ends_with(';')) statement.remove_suffix(1);
  std::string out;
  out.reserve(statement.size());
  for (std::size_t at = 0; at < statement.size();) {
    const std::size_t behind = behind_quotes(statement, at);
    if (behind != at) {
      out += statement.substr(at, behind - at);
      at = behind;
      continue;
    }
    const char c = statement[at++];
    const bool is_blank = c == ' ' || c == '\n' || c == '\t';
    if (!is_blank) {
      out += c;
    } else if (!out.ends_with(' ')) {
      out += ' ';
    }
  }
  return out;
}

}  // namespace sluice::catalog
