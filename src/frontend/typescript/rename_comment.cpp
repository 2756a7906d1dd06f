#include "frontend/typescript/rename_comment.hpp"

#include <algorithm>
#include <cstddef>

namespace sluice::frontend::typescript {

namespace {

constexpr std::string_view mark = "@renamed";

struct token {
  enum class form { word, text, sign };
  form kind = form::sign;
  std::string text;
  std::size_t line = 0;
  std::size_t depth = 0;      // how many brackets are open
  std::size_t statement = 0;  // the first token of the statement, counted at depth 0
};

struct comment {
  std::size_t offset;
  std::size_t line;
  std::size_t last_line;
  std::size_t next;  // the token behind it
  std::string_view text;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// Words, strings and signs of the source. A regular expression is taken for signs and words, which
// harms nothing but the brackets and quotes in it.
class scanner {
 public:
  explicit scanner(std::string_view source) : source_(source) {
    while (at_ < source_.size()) step();
  }

  std::vector<token> tokens;
  std::vector<comment> comments;

 private:
  bool sees(std::string_view text) const { return source_.substr(at_, text.size()) == text; }

  void step() {
    const char c = source_[at_];
    if (c == '\n') {
      ++line_;
      ++at_;
    } else if (sees("//")) {
      take_comment(std::min(source_.find('\n', at_), source_.size()));
    } else if (sees("/*")) {
      const std::size_t end = source_.find("*/", at_ + 2);
      take_comment(end == std::string_view::npos ? source_.size() : end + 2);
    } else if (c == '\'' || c == '"' || c == '`') {
      take_string(c);
    } else if (is_word(c)) {
      const std::size_t start = at_;
      while (at_ < source_.size() && is_word(source_[at_])) ++at_;
      add(token::form::word, std::string(source_.substr(start, at_ - start)));
    } else {
      ++at_;
      if (c == ' ' || c == '\t' || c == '\r') return;
      if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
      add(token::form::sign, std::string(1, c));
      if (c == '(' || c == '[' || c == '{') ++depth_;
    }
  }

  void take_comment(std::size_t end) {
    const std::string_view text = source_.substr(at_, end - at_);
    const std::size_t first = line_;
    for (const char c : text) line_ += c == '\n' ? 1 : 0;
    const std::size_t found = text.find(mark);
    if (found != std::string_view::npos) {
      comments.push_back({at_ + found, first, line_, tokens.size(), text.substr(found)});
    }
    at_ = end;
  }

  void take_string(char quote) {
    std::string text;
    const std::size_t line = line_;
    for (++at_; at_ < source_.size() && source_[at_] != quote; ++at_) {
      if (source_[at_] == '\\' && at_ + 1 < source_.size()) ++at_;
      if (source_[at_] == '\n') {
        ++line_;
        if (quote != '`') break;
      }
      text += source_[at_];
    }
    ++at_;
    add(token::form::text, std::move(text), line);
  }

  void add(token::form kind, std::string text, std::size_t line = 0) {
    const bool begins = depth_ == 0 && kind == token::form::word &&
                        (text == "export" || text == "const" || text == "let" || text == "var");
    if (begins && !(text != "export" && !tokens.empty() && tokens.back().text == "export")) {
      statement_ = tokens.size();
    }
    tokens.push_back({kind, std::move(text), line ? line : line_, depth_, statement_});
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t depth_ = 0;
  std::size_t statement_ = 0;
};

// old, old_schema.old, "Old Schema"."Old": behind "from=".
std::vector<std::string> names_in(std::string_view text) {
  text.remove_prefix(mark.size());
  while (!text.empty() && (text[0] == ' ' || text[0] == '\t')) text.remove_prefix(1);
  if (!text.starts_with("from=")) return {};
  text.remove_prefix(std::string_view("from=").size());
  std::vector<std::string> names;
  for (;;) {
    std::string name;
    if (text.starts_with('"')) {
      const std::size_t end = text.find('"', 1);
      if (end == std::string_view::npos) return {};
      name = text.substr(1, end - 1);
      text.remove_prefix(end + 1);
    } else {
      while (!text.empty() && (is_word(text[0]) || text[0] == '-')) {
        name += text[0];
        text.remove_prefix(1);
      }
    }
    if (name.empty()) return {};
    names.push_back(std::move(name));
    if (!text.starts_with('.')) return names;
    text.remove_prefix(1);
  }
}

// The first token that the comment is about: the one behind it on its line, the first of its line,
// or of the next that has one.
std::size_t first_token(const std::vector<token>& all, const comment& one) {
  std::size_t first = one.next;
  if (first < all.size() && all[first].line == one.last_line) return first;
  while (first > 0 && all[first - 1].line == one.line) --first;
  return first;
}

rename_comment describe(const std::vector<token>& all, const comment& one) {
  rename_comment out;
  out.from = names_in(one.text);
  const std::size_t first = first_token(all, one);
  if (first == all.size()) return out;
  const std::size_t statement = all[first].statement;
  out.is_whole = first == statement;
  for (std::size_t i = statement; i < all.size() && all[i].statement == statement; ++i) {
    const bool is_variable =
        all[i].kind == token::form::word && i > statement &&
        (all[i - 1].text == "const" || all[i - 1].text == "let" || all[i - 1].text == "var");
    if (out.declared.empty() && is_variable) out.declared = all[i].text;
    if (out.declared.empty() && all[i].text == "default") out.declared = "default";
    if (out.called.empty() && all[i].kind == token::form::text) out.called = all[i].text;
  }
  if (first + 1 < all.size() && all[first].kind != token::form::sign &&
      all[first + 1].text == ":") {
    out.property = all[first].text;
  }
  for (std::size_t i = first; i < all.size() && all[i].line == all[first].line; ++i) {
    if (all[i].kind == token::form::text) out.literals.push_back(all[i].text);
  }
  return out;
}

}  // namespace

std::vector<rename_comment> rename_comments(std::string_view source) {
  std::vector<rename_comment> out;
  if (source.find(mark) == std::string_view::npos) return out;
  const scanner read(source);
  for (const comment& one : read.comments) {
    out.push_back(describe(read.tokens, one));
    out.back().where = locate(source, one.offset);
  }
  return out;
}

}  // namespace sluice::frontend::typescript
