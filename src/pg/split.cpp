#include "pg/split.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace sluice::pg {
namespace {

constexpr std::size_t words_kept = 6;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80U;
}

bool continues_word(char c) {
  return begins_word(c) || (c >= '0' && c <= '9') || c == '$';
}

class splitter {
 public:
  explicit splitter(std::string_view sql) : sql_(sql) {}

  std::vector<statement> split() {
    while (at_ < sql_.size()) step();
    end_statement();
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  void step() {
    const char c = sql_[at_];
    if (is_blank(c)) {
      ++at_;
    } else if (c == '-' && peek(1) == '-') {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (c == '/' && peek(1) == '*') {
      skip_comment();
    } else if (c == ';' && parentheses_ == 0 && bodies_ == 0) {
      end_statement();
      ++at_;
    } else {
      begin_statement();
      token(c);
      end_ = at_;
    }
  }

  void token(char c) {
    if (begins_word(c)) {
      word();
    } else if (c == '\'') {
      skip_quoted('\'', false);
    } else if (c == '"') {
      skip_quoted('"', false);
    } else if (c == '$') {
      dollar();
    } else if (c >= '0' && c <= '9') {
      while (at_ < sql_.size() && (continues_word(sql_[at_]) || sql_[at_] == '.')) ++at_;
    } else {
      if (c == '(') ++parentheses_;
      if (c == ')' && parentheses_ > 0) --parentheses_;
      ++at_;
    }
  }

  void begin_statement() {
    if (begun_) return;
    begun_ = true;
    start_ = at_;
  }

  void end_statement() {
    if (begun_) out_.push_back({sql_.substr(start_, end_ - start_), start_, std::move(words_)});
    begun_ = false;
    words_.clear();
    parentheses_ = 0;
    bodies_ = 0;
  }

  void skip_comment() {
    int depth = 0;
    while (at_ < sql_.size()) {
      if (sql_[at_] == '/' && peek(1) == '*') {
        ++depth;
        at_ += 2;
      } else if (sql_[at_] == '*' && peek(1) == '/') {
        at_ += 2;
        if (--depth == 0) return;
      } else {
        ++at_;
      }
    }
  }

  // A doubled quote is two quoted parts side by side: nothing to know about it.
  void skip_quoted(char quote, bool backslash_escapes) {
    for (++at_; at_ < sql_.size(); ++at_) {
      if (backslash_escapes && sql_[at_] == '\\') {
        ++at_;
      } else if (sql_[at_] == quote) {
        // Inside an escape string the doubled quote matters: what follows still has escapes.
        if (!backslash_escapes || peek(1) != quote) break;
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, sql_.size());
  }

  void dollar() {
    std::size_t end = at_ + 1;
    if (end < sql_.size() && begins_word(sql_[end])) {
      while (end < sql_.size() && continues_word(sql_[end]) && sql_[end] != '$') ++end;
    }
    if (end >= sql_.size() || sql_[end] != '$') {
      ++at_;  // a parameter, or a stray
      return;
    }
    const std::string_view tag = sql_.substr(at_, end + 1 - at_);
    const std::size_t close = sql_.find(tag, end + 1);
    at_ = close == std::string_view::npos ? sql_.size() : close + tag.size();
  }

  void word() {
    const std::size_t start = at_;
    while (at_ < sql_.size() && continues_word(sql_[at_])) ++at_;
    const std::string_view raw = sql_.substr(start, at_ - start);
    if (at_ < sql_.size() && sql_[at_] == '\'' && (raw == "e" || raw == "E")) {
      skip_quoted('\'', true);
      return;
    }
    std::string lower = to_lower(raw);
    if (parentheses_ == 0 && makes_routine()) follow_body(lower);
    if (words_.size() < words_kept) words_.push_back(std::move(lower));
  }

  bool makes_routine() const {
    if (words_.empty() || words_[0] != "create") return false;
    const std::size_t kind = words_.size() > 2 && words_[1] == "or" ? 3 : 1;
    return words_.size() > kind && (words_[kind] == "function" || words_[kind] == "procedure");
  }

  // BEGIN ATOMIC … END holds semicolons that end nothing, and CASE … END ends none of them.
  void follow_body(const std::string& lower) {
    if (lower == "begin" || (lower == "case" && bodies_ > 0)) {
      ++bodies_;
    } else if (lower == "end" && bodies_ > 0) {
      --bodies_;
    }
  }

  std::string_view sql_;
  std::vector<statement> out_;
  std::size_t at_ = 0;
  std::size_t start_ = 0;
  std::size_t end_ = 0;
  bool begun_ = false;
  int parentheses_ = 0;
  int bodies_ = 0;
  std::vector<std::string> words_;
};

}  // namespace

std::vector<statement> split_statements(std::string_view sql) {
  return splitter(sql).split();
}

}  // namespace sluice::pg
