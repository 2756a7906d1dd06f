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

bool is_space(char c) {
  return is_blank(c) || c == '\n';
}

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || c == '-';
}

std::string without_carriage_returns(std::string_view text) {
  return replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n");
}

// A name that comes again keeps its first place.
void assign(assignments& all, const std::string& name, std::string value) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.first == name; });
  if (found == all.end()) {
    all.emplace_back(name, std::move(value));
  } else {
    found->second = std::move(value);
  }
}

class parser {
 public:
  explicit parser(std::string_view text) : text_(text) {}

  assignments run() {
    assignments all;
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
  bool assignment(assignments& all) {
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
    assign(all, std::string(name), value());
    skip_line();
    return true;
  }

  // "=", white space before it; or ":" with a character of white space behind it. Both may cross
  // lines.
  bool separator() {
    if (at_ + 1 < text_.size() && text_[at_] == ':' && is_space(text_[at_ + 1])) {
      at_ += 2;
      return true;
    }
    const std::size_t equals = after_space(at_);
    if (equals == text_.size() || text_[equals] != '=') return false;
    at_ = equals + 1;
    return true;
  }

  std::string value() {
    const std::size_t begin = at_;
    at_ = closing_quote(after_space(begin));
    if (at_ == std::string_view::npos)
      at_ = std::min(text_.find_first_of("#\n", begin), text_.size());
    return unquoted(trim(text_.substr(begin, at_ - begin)));
  }

  // The end of a quoted value behind which nothing but a comment stands on its line: at the first
  // quote without a backslash, else at the last one before it that has one.
  std::size_t closing_quote(std::size_t begin) const {
    if (begin == text_.size()) return std::string_view::npos;
    const char quote = text_[begin];
    if (quote != '\'' && quote != '"' && quote != '`') return std::string_view::npos;
    std::vector<std::size_t> ends;
    for (std::size_t i = begin + 1; i < text_.size(); ++i) {
      const bool escapes = text_[i] == '\\' && i + 1 < text_.size() && text_[i + 1] == quote;
      if (escapes) ++i;
      if (text_[i] == quote) ends.push_back(i + 1);
      if (text_[i] == quote && !escapes) break;
    }
    const auto end = std::find_if(ends.rbegin(), ends.rend(),
                                  [this](std::size_t i) { return is_end_of_value(i); });
    return end == ends.rend() ? std::string_view::npos : *end;
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

  std::size_t after_space(std::size_t i) const {
    while (i < text_.size() && is_space(text_[i])) ++i;
    return i;
  }

  void skip_line() {
    at_ = text_.find('\n', at_);
    at_ = at_ == std::string_view::npos ? text_.size() : at_ + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

// A file's assignments on top of those before it.
class layers {
 public:
  void add(const std::string& file, const std::string& text) {
    for (auto& [name, value] : parse_env(text)) {
      origins_[name] = file;
      assign(all_, name, std::move(value));
    }
  }

  std::optional<environment_name> named_by() const {
    for (const char* name : {"SLUICE_ENV", "NODE_ENV"}) {
      for (const auto& [variable, value] : all_) {
        if (variable == name && !value.empty()) return environment_name{value, origins_.at(name)};
      }
    }
    return std::nullopt;
  }

  // Gives the origins of those that were added.
  variables put_into(variables& environment) const {
    variables origins;
    for (auto& [name, value] : expand(all_, environment)) {
      if (environment.emplace(name, std::move(value)).second) origins[name] = origins_.at(name);
    }
    return origins;
  }

 private:
  assignments all_;
  variables origins_;
};

}  // namespace

assignments parse_env(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return parser(without_carriage_returns(text)).run();
}

loaded_env load_env_files(variables& environment, const std::filesystem::path& folder,
                          const env_files& asked) {
  loaded_env out;
  layers files;
  const auto take = [&](const std::string& name, const std::string& text) {
    files.add(name, text);
    out.files.push_back(name);
  };
  const auto add = [&](const std::string& name) {
    if (const auto text = read_file_if_exists(folder / name)) take(name, *text);
  };
  for (const std::filesystem::path& file : asked.named) {
    const std::optional<std::string> text = read_file_if_exists(folder / file);
    if (!text) {
      throw error(failure::config, "CONFIG.NO_ENV_FILE", concat("there is no file ", file.string()))
          .advise("--env-file names a file with lines NAME=value");
    }
    take(file.filename().string(), *text);
  }
  if (asked.named.empty()) add(".env");
  out.environment = asked.environment ? asked.environment : files.named_by();
  if (asked.named.empty() && out.environment) {
    const std::string& name = out.environment->name;
    add(".env.local");
    add(concat(".env.", name));
    add(concat(".env.", name, ".local"));
  }
  out.origins = files.put_into(environment);
  return out;
}

}  // namespace sluice::config
