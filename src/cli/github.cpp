#include "cli/github.hpp"

#include <cstdlib>
#include <fmt/format.h>
#include <fstream>

#include "base/text.hpp"
#include "cli/console.hpp"
#include "cli/repository_path.hpp"

namespace sluice::cli {

namespace {

// As the runner reads them back: https://github.com/actions/toolkit, core/src/command.ts.
std::string escaped(std::string_view value) {
  std::string text = replace_all(std::string(value), "%", "%25");
  text = replace_all(std::move(text), "\r", "%0D");
  return replace_all(std::move(text), "\n", "%0A");
}

std::string escaped_property(std::string_view value) {
  return replace_all(replace_all(escaped(value), ":", "%3A"), ",", "%2C");
}

std::string_view command_of(severity level) {
  switch (level) {
    case severity::note:
      return "notice";
    case severity::warning:
      return "warning";
    case severity::error:
      break;
  }
  return "error";
}

}  // namespace

bool in_github_actions() {
  return is_set("GITHUB_ACTIONS");
}

std::string github_annotation(severity level, std::string_view code, std::string_view message,
                              const place& where) {
  std::string properties = "title=" + escaped_property(code);
  if (!where.file.empty()) {
    properties += ",file=" + escaped_property(repository_path(where.file));
    if (where.line > 0) properties += fmt::format(",line={}", where.line);
    if (where.column > 0) properties += fmt::format(",col={}", where.column);
  }
  return fmt::format("::{} {}::{}", command_of(level), properties, escaped(message));
}

void add_to_step_summary(const std::string& markdown) {
  const char* file = std::getenv("GITHUB_STEP_SUMMARY");
  if (file == nullptr || *file == '\0') return;
  // A summary is an extra: what can't be written there stands in the log.
  std::ofstream(file, std::ios::binary | std::ios::app) << markdown;
}

}  // namespace sluice::cli
