#include "migrations/split.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace sluice::migrations {
namespace {

bool is_space(char c) {
  return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_name(char c) {
  const auto u = static_cast<unsigned char>(c);
  return u >= 0x80 || c == '_' || std::isalnum(u) != 0;
}

// PostgreSQL's tokens, as far as they decide where a statement can't end.
class scanner {
 public:
  explicit scanner(std::string_view sql) : sql_(sql) {}

  // The end of what begins at `at`: of a comment, a string, a name, else one character. npos where
  // the text ends inside.
  std::size_t skip(std::size_t at) const {
    const char c = sql_[at];
    if (starts(at, "--")) return std::min(sql_.find_first_of("\r\n", at), sql_.size());
    if (starts(at, "/*")) return skip_comment(at);
    if (c == '"') return skip_quoted(at + 1, '"', false);
    if (c == '\'') return skip_quoted(at + 1, '\'', false);
    if ((c == 'e' || c == 'E') && at + 1 < sql_.size() && sql_[at + 1] == '\'') {
      return skip_quoted(at + 2, '\'', true);
    }
    if (c == '$') return skip_dollar(at);
    if (is_name(c)) {  // whole, so that a$b$ in a name opens no dollar quote
      while (at < sql_.size() && (is_name(sql_[at]) || sql_[at] == '$')) ++at;
      return at;
    }
    return at + 1;
  }

  bool starts(std::size_t at, std::string_view with) const {
    return sql_.compare(at, with.size(), with) == 0;
  }

 private:
  std::size_t skip_comment(std::size_t at) const {
    int depth = 0;
    while (at + 1 < sql_.size()) {
      if (starts(at, "/*")) {
        ++depth;
        at += 2;
      } else if (starts(at, "*/")) {
        at += 2;
        if (--depth == 0) return at;
      } else {
        ++at;
      }
    }
    return std::string_view::npos;
  }

  std::size_t skip_quoted(std::size_t at, char quote, bool backslashes) const {
    for (; at < sql_.size(); ++at) {
      if (backslashes && sql_[at] == '\\') {
        ++at;
      } else if (sql_[at] == quote) {
        if (at + 1 >= sql_.size() || sql_[at + 1] != quote) return at + 1;
        ++at;
      }
    }
    return std::string_view::npos;
  }

  std::size_t skip_dollar(std::size_t at) const {
    std::size_t end = at + 1;
    while (end < sql_.size() && is_name(sql_[end])) ++end;
    const bool parameter = end > at + 1 && sql_[at + 1] >= '0' && sql_[at + 1] <= '9';
    if (end >= sql_.size() || sql_[end] != '$' || parameter) return at + 1;
    const std::string_view tag = sql_.substr(at, end + 1 - at);
    const std::size_t closing = sql_.find(tag, end + 1);
    return closing == std::string_view::npos ? closing : closing + tag.size();
  }

  std::string_view sql_;
};

// The first breakpoint from `at` on that splits, or npos.
std::size_t next_breakpoint(std::string_view sql, std::size_t at) {
  const std::size_t next = sql.find(breakpoint, at);
  if (next == std::string_view::npos) return next;
  const scanner tokens(sql);
  while (at < sql.size()) {
    const std::size_t end = tokens.skip(at);
    // What never ends is an error in any case: drizzle-orm's way shows it at its place.
    if (end == std::string_view::npos) return sql.find(breakpoint, at);
    if (tokens.starts(at, "--")) {
      const std::size_t inside = sql.substr(0, end).find(breakpoint, at);
      if (inside != std::string_view::npos) return inside;
    }
    at = end;
  }
  return std::string_view::npos;
}

// Whether PostgreSQL would find nothing to do in it.
bool is_idle(std::string_view sql) {
  const scanner tokens(sql);
  for (std::size_t at = 0; at < sql.size();) {
    const bool comment = tokens.starts(at, "--") || tokens.starts(at, "/*");
    if (!comment && !is_space(sql[at]) && sql[at] != ';') return false;
    at = tokens.skip(at);
    if (at == std::string_view::npos) return false;
  }
  return true;
}

}  // namespace

std::vector<piece> split_statements(std::string_view sql) {
  if (sql.substr(0, 3) == "\xEF\xBB\xBF") sql.remove_prefix(3);  // PostgreSQL takes it for a name
  std::vector<piece> pieces;
  int line = 1;
  std::size_t counted = 0;
  for (std::size_t at = 0; at <= sql.size();) {
    const std::size_t end = std::min(next_breakpoint(sql, at), sql.size());
    const std::string_view text = trim(sql.substr(at, end - at));
    if (!is_idle(text)) {
      const auto start = static_cast<std::size_t>(text.data() - sql.data());
      line += static_cast<int>(std::count(sql.begin() + static_cast<std::ptrdiff_t>(counted),
                                          sql.begin() + static_cast<std::ptrdiff_t>(start), '\n'));
      counted = start;
      pieces.push_back({std::string(text), line});
    }
    at = end + breakpoint.size();
  }
  return pieces;
}

}  // namespace sluice::migrations
