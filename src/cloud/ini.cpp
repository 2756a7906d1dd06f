#include "cloud/ini.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cloud/python_text.hpp"

namespace sluice::cloud {
namespace {

class ini_reader {
 public:
  explicit ini_reader(const std::string& file) : file_(file) {}

  void read(std::string_view text) {
    while (!text.empty()) {
      ++line_;
      const std::size_t end = std::min(text.find('\n'), text.size());
      read_line(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  ini_document take() {
    ini_document out;
    for (auto& [name, own] : sections_) {
      ini_section section;
      for (const auto& [key, written] : defaults_) section[key] = value_of(written);
      for (const auto& [key, written] : own) section[key] = value_of(written);
      out.emplace_back(std::move(name), std::move(section));
    }
    return out;
  }

 private:
  struct lines {
    std::vector<std::string> texts;
    int first = 0;
  };
  using options = std::map<std::string, lines>;

  [[noreturn]] void fail(const std::string& message, int line) const {
    throw error(failure::config, "CLOUD.CONFIG", message)
        .at({file_, line, 0})
        .advise("correct the file: [sections] with lines of name = value");
  }

  void read_line(std::string_view line) {
    const std::string_view text = python_strip(line);
    if (text.starts_with('#') || text.starts_with(';')) return;
    if (text.empty()) {
      if (option_ != nullptr) option_->texts.emplace_back();
      return;
    }
    const std::size_t indentation = python_indentation(line);
    if (option_ != nullptr && indentation > indentation_) {
      option_->texts.emplace_back(text);
      return;
    }
    indentation_ = indentation;
    const std::size_t bracket = text.rfind(']');
    if (text.front() == '[' && bracket != std::string_view::npos && bracket > 1) {
      open_section(text.substr(1, bracket - 1));
    } else if (section_ == nullptr) {
      fail("there is something before the first [section]", line_);
    } else {
      read_option(text);
    }
  }

  void open_section(std::string_view name) {
    option_ = nullptr;
    section_name_ = name;
    if (name == "DEFAULT") {
      section_ = &defaults_;
      return;
    }
    const auto same = [&](const auto& known) { return known.first == name; };
    if (std::any_of(sections_.begin(), sections_.end(), same)) {
      fail(concat("[", name, "] is there twice"), line_);
    }
    sections_.emplace_back(name, options());
    section_ = &sections_.back().second;
  }

  void read_option(std::string_view text) {
    const std::size_t delimiter = text.find_first_of("=:");
    const std::string_view name = python_strip(text.substr(0, std::min(delimiter, text.size())));
    if (delimiter == std::string_view::npos || name.empty()) {
      fail(concat("a line of [", section_name_, "] is not name = value"), line_);
    }
    const std::string key = to_lower(name);
    if (!seen_.emplace(section_name_, key).second) {
      fail(concat(key, " is there twice in [", section_name_, "]"), line_);
    }
    option_ = &(*section_)[key];
    *option_ = {.texts = {std::string(python_strip(text.substr(delimiter + 1)))}, .first = line_};
  }

  ini_value value_of(const lines& written) const {
    ini_value out{.text = std::string(python_strip_end(join(written.texts, "\n"))), .nested = {}};
    if (!out.text.starts_with('\n')) return out;
    for (const std::string_view line : python_lines(out.text)) {
      const std::string_view pair = python_strip(line);
      if (pair.empty()) continue;
      const std::size_t equals = pair.find('=');
      if (equals == std::string_view::npos) {
        fail("a line of an indented block is not name = value", written.first);
      }
      out.nested[std::string(python_strip(pair.substr(0, equals)))] =
          python_strip(pair.substr(equals + 1));
    }
    return out;
  }

  const std::string& file_;
  int line_ = 0;
  std::size_t indentation_ = 0;
  std::vector<std::pair<std::string, options>> sections_;
  options defaults_;  // [DEFAULT]: what every section has
  std::string section_name_;
  options* section_ = nullptr;
  lines* option_ = nullptr;
  std::set<std::pair<std::string, std::string>> seen_;
};

}  // namespace

ini_document parse_ini(std::string_view text, const std::string& file) {
  if (!is_utf8(text)) {
    throw error(failure::config, "CLOUD.CONFIG", "the file is not in UTF-8").at({file, 0, 0});
  }
  // Every way to end a line is one.
  const std::string unified = replace_all(replace_all(std::string(text), "\r\n", "\n"), "\r", "\n");
  ini_reader reader(file);
  reader.read(unified);
  return reader.take();
}

}  // namespace sluice::cloud
