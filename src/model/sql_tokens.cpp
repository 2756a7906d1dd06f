#include "model/sql_tokens.hpp"

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace sluice::model {

namespace {

using enum sql_token::form;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool begins_word(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_word(char c) {
  return begins_word(c) || is_digit(c) || c == '$';
}

class lexer {
 public:
  explicit lexer(std::string_view sql) : sql_(sql) {}

  std::vector<sql_token> all() {
    while (at_ < sql_.size()) {
      const std::size_t begin = at_;
      const std::size_t before = tokens_.size();
      next();
      if (tokens_.size() == before) continue;
      tokens_.back().begin = begin;
      tokens_.back().end = at_;
    }
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  bool sees(std::string_view text) const { return sql_.substr(at_, text.size()) == text; }
  void add(sql_token::form kind, std::string text) {
    tokens_.push_back({.kind = kind, .text = std::move(text)});
  }
  // What stands from there up to here.
  std::string since(std::size_t start) const {
    return std::string(sql_.substr(start, at_ - start));
  }

  void next() {
    const char c = peek();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) {
      ++at_;
    } else if (sees("--")) {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (sees("/*")) {
      skip_comment();
    } else if (c == '\'' || c == '"') {
      read_enclosed(false);
    } else if (c == '$') {
      read_dollar();
    } else if (begins_word(c)) {
      read_word();
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      read_number();
    } else {
      ++at_;
      add(symbol, std::string(1, c));
    }
  }

  void skip_comment() {
    int depth = 0;
    do {
      const bool opens = sees("/*");
      const bool closes = sees("*/");
      if (opens) ++depth;
      if (closes) --depth;
      at_ += opens || closes ? 2 : 1;
    } while (depth > 0 && at_ < sql_.size());
  }

  // Between two of these; doubled, it stands for itself.
  void read_enclosed(bool backslashes) {
    const char quote = peek();
    std::string text;
    bool is_closed = false;
    for (++at_; at_ < sql_.size() && !is_closed; ++at_) {
      if (backslashes && peek() == '\\' && at_ + 1 < sql_.size()) {
        ++at_;
      } else if (peek() == quote) {
        is_closed = peek(1) != quote;
        if (is_closed) continue;
        ++at_;
      }
      text += peek();
    }
    add(quote == '"' ? name : literal, std::move(text));
    tokens_.back().is_closed = is_closed;
  }

  void read_dollar() {
    std::size_t end = at_ + 1;
    while (end < sql_.size() && continues_word(sql_[end]) && sql_[end] != '$') ++end;
    if (end < sql_.size() && sql_[end] == '$' && !is_digit(peek(1))) {
      const std::string_view tag = sql_.substr(at_, end + 1 - at_);
      const std::size_t close = std::min(sql_.find(tag, end + 1), sql_.size());
      add(literal, std::string(sql_.substr(end + 1, close - end - 1)));
      at_ = std::min(close + tag.size(), sql_.size());
    } else {
      add(is_digit(peek(1)) ? parameter : symbol, std::string(sql_.substr(at_, end - at_)));
      at_ = end;
    }
  }

  // E'a\'b', B'1', X'f', N'a', U&'a' and U&"a".
  bool read_prefixed() {
    const char c = static_cast<char>(std::tolower(static_cast<unsigned char>(peek())));
    if (peek(1) == '\'' && std::string_view("ebxn").find(c) != std::string_view::npos) {
      at_ += 1;
    } else if (c == 'u' && peek(1) == '&' && (peek(2) == '\'' || peek(2) == '"')) {
      at_ += 2;
    } else {
      return false;
    }
    read_enclosed(c == 'e');
    return true;
  }

  void read_word() {
    if (read_prefixed()) return;
    const std::size_t start = at_;
    while (continues_word(peek())) ++at_;
    add(word, to_lower(sql_.substr(start, at_ - start)));
  }

  void read_number() {
    const std::size_t start = at_;
    while (is_digit(peek()) || peek() == '.') ++at_;
    const bool is_signed = (peek(1) == '-' || peek(1) == '+') && is_digit(peek(2));
    if ((peek() == 'e' || peek() == 'E') && is_signed) at_ += 2;
    while (continues_word(peek())) ++at_;
    add(number, since(start));
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::vector<sql_token> tokens_;
};

}  // namespace

std::vector<sql_token> sql_tokens(std::string_view sql) {
  return lexer(sql).all();
}

}  // namespace sluice::model
