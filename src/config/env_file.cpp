#include "config/env_file.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::config {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\f' || c == '\v';
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

std::string without_carriage_returns(std::string_view text) {
  return replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n");
}

class parser {
 public:
  explicit parser(std::string_view text) : text_(text) {}

  variables run() {
    variables all;
    while (at_ < text_.size()) {
      const std::size_t line = at_;
      if (!assignment(all)) {
        at_ = line;
        skip_line();
      }
    }
    return all;
  }

 private:
  bool assignment(variables& all) {
    skip_blanks();
    if (text_.substr(at_).starts_with("export") && at_ + 6 < text_.size() &&
        is_blank(text_[at_ + 6])) {
      at_ += 6;
      skip_blanks();
    }
    const std::size_t begin = at_;
    while (at_ < text_.size() && is_name(text_[at_])) ++at_;
    const std::string_view name = text_.substr(begin, at_ - begin);
    if (name.empty() || !separator()) return false;
    skip_blanks();
    all[std::string(name)] = value();
    skip_line();
    return true;
  }

  // "=" with blanks around it, or ":" with a blank behind it.
  bool separator() {
    if (at_ + 1 < text_.size() && text_[at_] == ':' && is_blank(text_[at_ + 1])) {
      ++at_;
      return true;
    }
    skip_blanks();
    if (at_ == text_.size() || text_[at_] != '=') return false;
    ++at_;
    return true;
  }

  std::string value() {
    const std::size_t begin = at_;
    std::size_t end = closing_quote();
    if (end == std::string_view::npos)
      end = std::min(text_.find_first_of("#\n", begin), text_.size());
    at_ = end;
    return unquoted(trim(text_.substr(begin, end - begin)));
  }

  // The end of a quoted value behind which nothing but a comment stands on its line.
  std::size_t closing_quote() const {
    if (at_ == text_.size()) return std::string_view::npos;
    const char quote = text_[at_];
    if (quote != '\'' && quote != '"' && quote != '`') return std::string_view::npos;
    for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
      const bool is_escaped = text_[i - 1] == '\\' && i - 1 > at_;
      if (text_[i] == quote && !is_escaped && is_end_of_value(i + 1)) return i + 1;
    }
    return std::string_view::npos;
  }

  bool is_end_of_value(std::size_t i) const {
    while (i < text_.size() && is_blank(text_[i])) ++i;
    return i == text_.size() || text_[i] == '\n' || text_[i] == '#';
  }

  static std::string unquoted(std::string_view written) {
    if (written.empty()) return {};
    const char quote = written.front();
    std::string value(written);
    if ((quote == '\'' || quote == '"' || quote == '`') && written.size() > 1 &&
        written.back() == quote) {
      value = std::string(written.substr(1, written.size() - 2));
    }
    if (quote == '"') value = replace_all(replace_all(value, "\\n", "\n"), "\\r", "\r");
    return value;
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  void skip_line() {
    at_ = text_.find('\n', at_);
    at_ = at_ == std::string_view::npos ? text_.size() : at_ + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

void override_with(variables& all, variables later) {
  later.merge(all);
  all = std::move(later);
}

}  // namespace

variables parse_env(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return parser(without_carriage_returns(text)).run();
}

variables read_env_file(const std::filesystem::path& file) {
  const std::optional<std::string> text = read_file_if_exists(file);
  if (!text) {
    throw error(failure::config, "CONFIG.NO_ENV_FILE", concat("there is no file ", file.string()))
        .advise("--env-file names a file with lines NAME=value");
  }
  return parse_env(*text);
}

variables read_env_files(const std::filesystem::path& folder,
                         const std::optional<std::string>& name) {
  std::vector<std::string> names = {".env"};
  if (name) {
    names.push_back(".env.local");
    names.push_back(concat(".env.", *name));
    names.push_back(concat(".env.", *name, ".local"));
  }
  variables all;
  for (const std::string& one : names) {
    if (const auto text = read_file_if_exists(folder / one)) override_with(all, parse_env(*text));
  }
  return all;
}

void add_variables(variables& environment, const variables& from) {
  environment.insert(from.begin(), from.end());
}

void load_env_files(variables& environment, const std::filesystem::path& folder,
                    const std::vector<std::filesystem::path>& files,
                    const std::optional<std::string>& name) {
  variables all;
  if (files.empty()) all = read_env_files(folder, name);
  for (const std::filesystem::path& file : files) override_with(all, read_env_file(folder / file));
  add_variables(environment, all);
}

}  // namespace sluice::config
