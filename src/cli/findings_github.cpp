#include <algorithm>
#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/findings.hpp"
#include "cli/github.hpp"
#include "cli/report.hpp"
#include "cli/repository_path.hpp"

namespace sluice::cli {

namespace {

constexpr std::size_t shown_of_a_level = 10;  // by GitHub, in one step

// A step's summary is a megabyte at most.
constexpr std::size_t most_rows = 500;
constexpr std::size_t most_sql = std::size_t{200} << 10U;

std::vector<diagnostic> of_level(const diagnostics& all, severity level) {
  std::vector<diagnostic> out;
  std::copy_if(all.begin(), all.end(), std::back_inserter(out),
               [&](const diagnostic& one) { return one.level == level; });
  return out;
}

// In a cell of a table: no line ends, no columns, no HTML.
std::string cell(std::string text) {
  text = replace_all(std::move(text), "\\", "\\\\");
  text = replace_all(std::move(text), "&", "&amp;");
  text = replace_all(std::move(text), "<", "&lt;");
  text = replace_all(std::move(text), "|", "\\|");
  for (const char* mark : {"*", "_", "`", "~", "[", "#"}) {
    text = replace_all(std::move(text), mark, concat("\\", mark));
  }
  text = replace_all(std::move(text), "\r", "");
  return replace_all(std::move(text), "\n", "<br>");
}

std::string shown_place(const place& where) {
  if (where.file.empty()) return "";
  place shown = where;
  shown.file = repository_path(where.file);
  return cell(shown.text());
}

std::string message_of(const diagnostic& one) {
  return one.hint.empty() ? one.message : concat(one.message, "\nnext: ", one.hint);
}

}  // namespace

std::string github_annotations(const findings& found) {
  std::string out;
  for (const severity level : {severity::error, severity::warning, severity::note}) {
    const std::vector<diagnostic> all = of_level(found.all, level);
    const std::size_t count = all.size() > shown_of_a_level ? shown_of_a_level - 1 : all.size();
    for (std::size_t i = 0; i < count; ++i) {
      out += github_annotation(level, all[i].code, message_of(all[i]), all[i].where) + "\n";
    }
    if (count == all.size()) continue;
    out +=
        github_annotation(
            level, fmt::format("sluice {}", found.command),
            fmt::format("and {} more: the step's summary has them all", all.size() - count), {}) +
        "\n";
  }
  return out;
}

std::string github_summary(const findings& found) {
  std::string out = fmt::format("### sluice {}\n\n{}\n", found.command, cell(found.verdict));
  if (!found.all.empty()) out += "\n| | where | what | next |\n|---|---|---|---|\n";
  std::size_t rows = 0;
  for (const severity level : {severity::error, severity::warning, severity::note}) {
    for (const diagnostic& one : of_level(found.all, level)) {
      if (++rows > most_rows) continue;
      out += fmt::format("| {} | {} | {} `{}` | {} |\n", level_name(level), shown_place(one.where),
                         cell(one.message), one.code, cell(one.hint));
    }
  }
  if (rows > most_rows) out += fmt::format("\nand {} more\n", rows - most_rows);
  if (found.sql.empty()) return out + "\n";
  // A fence is longer than any in the text.
  std::string fence = "```";
  while (found.sql.find(fence) != std::string::npos) fence += '`';
  std::string sql = found.sql;
  if (sql.size() > most_sql) {
    sql.resize(sql.rfind('\n', most_sql) == std::string::npos ? 0 : sql.rfind('\n', most_sql));
    sql += "\n-- and more";
  }
  return out + fmt::format("\n{0}sql\n{1}\n{0}\n\n", fence, sql);
}

}  // namespace sluice::cli
