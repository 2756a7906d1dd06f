#include "cli/report.hpp"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <vector>

#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "base/secret.hpp"
#include "base/text.hpp"
#include "cli/github.hpp"

namespace sluice::cli {

namespace {

// Longer lines (one-line INSERTs, minified files) are cut around the column.
constexpr std::size_t excerpt_width = 100;
constexpr std::uintmax_t largest_excerpted = std::uintmax_t{8} << 20U;

// Details and hints of several lines stay under their label.
std::string indented(const std::string& text) {
  return replace_all(text, "\n", "\n    ");
}

void annotate(const console& to, severity level, const std::string& code,
              const std::string& message, const place& where) {
  if (in_github_actions()) to.complain(github_annotation(level, code, message, where));
}

// The place, and its line unless `detail` shows it already.
std::string worded(const place& where, const std::string& detail, const paint& color) {
  if (where.file.empty()) return "";
  place shown = where;
  shown.file = shown_path(where.file);
  std::string out = fmt::format("\n  {} {}", color.dim("at"), shown.text());
  const std::string lines = excerpt(where);
  const bool has_excerpt = detail.find(" | ") != std::string::npos;
  if (!lines.empty() && !has_excerpt) out += "\n" + lines;
  return out;
}

void write_place(json_writer& out, const place& where) {
  if (where.file.empty()) {
    out.null();
    return;
  }
  out.begin_object().member("file", where.file);
  out.key("line");
  where.line > 0 ? out.integer(where.line) : out.null();
  out.key("column");
  where.column > 0 ? out.integer(where.column) : out.null();
  out.end_object();
}

void write_optional(json_writer& out, std::string_view name, const std::string& value) {
  out.key(name);
  value.empty() ? out.null() : out.string(value);
}

// What an error holds besides its message.
void write_parts(json_writer& out, const error& what) {
  write_place(out.key("where"), what.where);
  write_optional(out, "detail", what.detail);
  write_optional(out, "hint", what.hint);
  write_optional(out, "sqlstate", what.sqlstate);
  write_optional(out, "migration", what.migration);
  out.key("statement");
  what.statement > 0 ? out.integer(what.statement) : out.null();
}

void log(const console& to, const error& what) {
  to.event(log_level::error, "failed", what.what(), [&](json_writer& out) {
    out.member("code", what.code).member("exitCode", static_cast<int>(what.kind));
    write_parts(out, what);
  });
}

void log(const console& to, const diagnostic& what) {
  const log_level level = what.level == severity::error     ? log_level::error
                          : what.level == severity::warning ? log_level::warning
                                                            : log_level::info;
  to.event(level, "remark", what.message, [&](json_writer& out) {
    out.member("code", what.code);
    write_place(out.key("where"), what.where);
    write_optional(out, "hint", what.hint);
  });
}

}  // namespace

std::string_view level_name(severity level) {
  switch (level) {
    case severity::note:
      return "note";
    case severity::warning:
      return "warning";
    case severity::error:
      break;
  }
  return "error";
}

std::string shown_path(const std::string& file) {
  std::error_code failed;
  const std::filesystem::path here = std::filesystem::current_path(failed);
  if (failed) return file;
  const std::filesystem::path relative = std::filesystem::path(file).lexically_relative(here);
  if (relative.empty() || *relative.begin() == "..") return file;
  return relative.string();
}

std::string excerpt(const place& where) {
  if (where.file.empty() || where.line <= 0) return "";
  // What is larger, or compressed, is some load's source.
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(where.file, failed);
  if (failed || size > largest_excerpted) return "";
  std::optional<std::string> text;
  try {
    text = read_file_if_exists(where.file);
  } catch (const error&) {
    return "";  // the excerpt is an extra: the error itself is what must be said
  }
  if (!text || text->find_first_of(std::string_view("\0\1\2\3\4\5\6", 7)) < 1024) return "";
  std::size_t begin = 0;
  for (int line = 1; line < where.line; ++line) {
    begin = text->find('\n', begin);
    if (begin == std::string::npos) return "";
    ++begin;
  }
  std::string line = text->substr(begin, std::min(text->find('\n', begin), text->size()) - begin);
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::size_t column = where.column > 0 ? static_cast<std::size_t>(where.column) - 1 : 0;
  if (column > line.size()) return "";
  if (line.size() > excerpt_width) {
    const std::size_t from = column > excerpt_width / 2 ? column - excerpt_width / 2 : 0;
    line = line.substr(from, excerpt_width);
    column -= from;
  }
  const std::string number = std::to_string(where.line);
  std::string out = fmt::format("    {} | {}", number, without_passwords(line, true));
  if (where.column > 0) {
    // Tabs stay tabs, and a character of several bytes is one column wide.
    std::string before;
    for (const char byte : line.substr(0, column)) {
      if ((static_cast<unsigned char>(byte) & 0xC0U) == 0x80U) continue;
      before += byte == '\t' ? '\t' : ' ';
    }
    out += fmt::format("\n    {:{}} | {}^", "", number.size(), before);
  }
  return out;
}

namespace {

// What a project's own code threw may quote a URL.
error hidden(const error& what) {
  error out(what.kind, what.code, without_passwords(what.what()));
  out.where = what.where;
  out.detail = without_passwords(what.detail);
  out.hint = without_passwords(what.hint);
  out.sqlstate = what.sqlstate;
  out.migration = what.migration;
  out.statement = what.statement;
  return out;
}

}  // namespace

diagnostic hidden(diagnostic what) {
  what.message = without_passwords(what.message);
  what.hint = without_passwords(what.hint);
  return what;
}

void report(const console& to, const error& unveiled) {
  const error what = hidden(unveiled);
  if (to.chosen().log_json) {
    log(to, what);
    return;
  }
  const paint& color = to.err();
  to.complain(fmt::format("{} {} {}", color.red("error:"), what.what(),
                          color.dim(fmt::format("[{}]", what.code))));
  if (!what.migration.empty() && what.statement > 0) {
    to.complain(fmt::format("  {} migration {}, statement {}", color.dim("in"), what.migration,
                            what.statement));
  } else if (!what.migration.empty()) {
    to.complain(fmt::format("  {} migration {}", color.dim("in"), what.migration));
  }
  const std::string at = worded(what.where, what.detail, color);
  if (!at.empty()) to.complain(at.substr(1));
  if (!what.sqlstate.empty()) {
    to.complain(fmt::format("  {} SQLSTATE {}", color.dim("why:"), what.sqlstate));
  }
  if (what.detail.starts_with(' ')) {
    // An excerpt of the statement comes first: its columns must line up.
    to.complain("    " + indented(what.detail));
  } else if (!what.detail.empty()) {
    to.complain(fmt::format("  {} {}", color.dim("why:"), indented(what.detail)));
  }
  if (!what.hint.empty()) {
    to.complain(fmt::format("  {} {}", color.green("next:"), indented(what.hint)));
  }
  annotate(to, severity::error, what.code,
           what.detail.empty() ? what.what() : concat(what.what(), "\n", what.detail), what.where);
}

std::string worded(const diagnostic& what, const paint& color) {
  const std::string label = fmt::format("{}:", level_name(what.level));
  std::string out = fmt::format(
      "{} {} {}", what.level == severity::error ? color.red(label) : color.yellow(label),
      what.message, color.dim(fmt::format("[{}]", what.code)));
  out += worded(what.where, {}, color);
  if (!what.hint.empty()) {
    out += fmt::format("\n  {} {}", color.green("next:"), indented(what.hint));
  }
  return out;
}

void report(const console& to, const diagnostic& unveiled) {
  const diagnostic what = hidden(unveiled);
  if (to.chosen().log_json) {
    log(to, what);
    return;
  }
  if (to.chosen().json || (to.chosen().quiet && what.level == severity::note)) return;
  to.complain(worded(what, to.err()));
  annotate(to, what.level, what.code, what.message, what.where);
}

void write_diagnostics(json_writer& out, const diagnostics& all) {
  out.begin_array();
  for (const diagnostic& unveiled : all) {
    const diagnostic one = hidden(unveiled);
    out.begin_object().member("level", level_name(one.level)).member("code", one.code);
    out.member("message", one.message);
    write_place(out.key("where"), one.where);
    write_optional(out, "hint", one.hint);
    out.end_object();
  }
  out.end_array();
}

std::string error_document(const error& unveiled, const diagnostics& besides) {
  const error what = hidden(unveiled);
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.key("error").begin_object();
  out.member("code", what.code).member("message", what.what());
  write_parts(out, what);
  out.end_object();
  write_diagnostics(out.key("diagnostics"), besides);
  out.end_object();
  return out.take() + "\n";
}

}  // namespace sluice::cli
