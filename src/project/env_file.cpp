#include "project/env_file.hpp"

#include <optional>

#include "base/text.hpp"

namespace sluice::project {

namespace {

bool is_name(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
         (byte >= '0' && byte <= '9') || byte == '_' || byte == '.' || byte == '-';
}

bool is_blank(char byte) {
  return byte == ' ' || byte == '\t';
}

class reader {
 public:
  explicit reader(std::string_view text) : text_(text) {}

  std::vector<std::pair<std::string, std::string>> all() {
    std::vector<std::pair<std::string, std::string>> out;
    while (at_ < text_.size()) {
      if (std::optional<std::string> name = assignment()) {
        std::optional<std::string> value = quoted();
        if (!value) value = plain();
        out.emplace_back(std::move(*name), std::move(*value));
      }
      skip_line();
    }
    return out;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  void skip_line() {
    at_ = std::min(text_.find('\n', at_), text_.size());
    if (at_ < text_.size()) ++at_;
  }

  std::string word() {
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }

  // NAME= or export NAME= or NAME: with a blank behind it; stands behind that afterwards.
  std::optional<std::string> assignment() {
    skip_blanks();
    std::string name = word();
    skip_blanks();
    if (name == "export" && at_ < text_.size() && is_name(text_[at_])) {
      name = word();
      skip_blanks();
    }
    if (name.empty() || at_ == text_.size()) return std::nullopt;
    const bool colon = text_[at_] == ':' && at_ + 1 < text_.size() && is_blank(text_[at_ + 1]);
    if (text_[at_] != '=' && !colon) return std::nullopt;
    ++at_;
    return name;
  }

  // A value in quotes, over several lines if it is; nothing where more stands behind it.
  std::optional<std::string> quoted() {
    std::size_t open = at_;
    while (open < text_.size() && is_blank(text_[open])) ++open;
    if (open == text_.size()) return std::nullopt;
    const char quote = text_[open];
    if (quote != '\'' && quote != '"' && quote != '`') return std::nullopt;
    std::size_t close = open + 1;
    while (close < text_.size() && text_[close] != quote) close += text_[close] == '\\' ? 2 : 1;
    if (close >= text_.size()) return std::nullopt;
    std::size_t behind = close + 1;
    while (behind < text_.size() && is_blank(text_[behind])) ++behind;
    if (behind < text_.size() && text_[behind] != '\n' && text_[behind] != '#') return std::nullopt;
    at_ = behind;
    std::string value(text_.substr(open + 1, close - open - 1));
    if (quote != '"') return value;
    return replace_all(replace_all(std::move(value), "\\n", "\n"), "\\r", "\r");
  }

  std::string plain() {
    const std::size_t end = std::min(text_.find_first_of("#\n", at_), text_.size());
    const std::string value(trim(text_.substr(at_, end - at_)));
    at_ = end;
    return value;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<std::pair<std::string, std::string>> parse_env_file(std::string_view text) {
  const std::string lines = replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n");
  return reader(lines).all();
}

}  // namespace sluice::project
