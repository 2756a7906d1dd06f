// sluice check
#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/findings.hpp"
#include "cli/hazards.hpp"
#include "cli/report.hpp"
#include "project/check.hpp"

namespace sluice::cli {

namespace {

struct check_flags {
  common_flags common;
  findings_flags how;
  project::check_request request;
  std::vector<std::string> schema;
  std::optional<int> memory, time;
  bool no_schema = false, no_git = false;
};

void declare_check(flag_set& flags, check_flags& into) {
  project::check_request& to = into.request;
  flags.heading("What is checked");
  flags.toggle("--no-schema", into.no_schema, "not whether the schema has its migrations");
  flags.toggle("--no-git", into.no_git, "not whether committed migrations were changed");
  flags.text("--base", "REF", to.base,
             "since when they stay as they are: where REF and this part (HEAD; in a merge "
             "request's job its base)");
  flags.heading("Where");
  flags.list("--schema", "FILE", into.schema, "schema file, folder or glob; can be repeated");
  flags.text("--out,--dir", "FOLDER", to.flags.out, "the migrations folder (drizzle)");
  flags.choice("--casing", {"snake_case", "camelCase"}, to.flags.casing,
               "names of unnamed columns");
  flags.text("--dialect", "postgresql", to.flags.dialect, "");
  flags.number("--memory-limit", "MB", into.memory, "for the schema files (256)");
  flags.number("--time-limit", "S", into.time, "for the schema files (10)");
  flags.foreign("--ignore-conflicts", false);
  declare(flags, into.how);
  declare(flags, into.common, true);
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string verdict(const project::check_result& result) {
  const auto count = [&](severity level) {
    return static_cast<std::size_t>(
        std::count_if(result.findings.begin(), result.findings.end(),
                      [&](const diagnostic& one) { return one.level == level; }));
  };
  std::vector<std::string> parts;
  if (const std::size_t errors = count(severity::error)) parts.push_back(counted(errors, "error"));
  if (const std::size_t warnings = count(severity::warning)) {
    parts.push_back(counted(warnings, "warning"));
  }
  if (const std::size_t notes = count(severity::note)) parts.push_back(counted(notes, "note"));
  std::string compared = "the folder";
  if (result.schema_was_compared) compared += ", the schema";
  if (!result.base.empty()) compared += fmt::format(", git since {}", result.base);
  return fmt::format("{}: {} ({})", shown_path(result.folder.string()),
                     parts.empty() ? "in order" : fmt::format("{}", fmt::join(parts, ", ")),
                     compared);
}

}  // namespace

int run_check(context& in) {
  check_flags given;
  flag_set flags(
      "check",
      "Find what is wrong with the migrations: the folder by itself, the schema that has no\n"
      "migration yet, committed files that were changed. Ends with 9 where it finds an error.",
      {"sluice check", "sluice check --base origin/main --format sarif > sluice.sarif"});
  declare_check(flags, given);
  if (!parse(in, flags, given.common, given.how)) return 0;
  project::check_request& request = given.request;
  request.where = given.common.where;
  request.schema = !given.no_schema;
  request.git = !given.no_git;
  if (given.memory) {
    request.bounds.memory_bytes =
        std::size_t{1024} * 1024 * static_cast<std::size_t>(*given.memory);
  }
  if (given.time) request.bounds.time = std::chrono::seconds(*given.time);
  if (!given.schema.empty()) request.flags.schema = given.schema;
  request.arguments = process_arguments("generate", in.arguments);

  const console& terminal = in.terminal;
  project::check_callbacks callbacks;
  callbacks.remark = [&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(terminal, one);
  };
  callbacks.console = [&](std::string_view line) { terminal.warn(line); };
  const project::check_result result = project::check(request, callbacks);
  const bool failed = is_failed(result.findings, given.how);

  findings found{.command = "check",
                 .all = result.findings,
                 .file = (result.folder / "meta" / "_journal.json").string(),
                 .verdict = verdict(result),
                 .sql = result.sql};
  found.document = [&](json_writer& out) {
    out.member("status", failed ? "failed" : "passed");
    out.member("folder", shown_path(result.folder.string()));
    out.member("schemaCompared", result.schema_was_compared).key("base");
    result.base.empty() ? out.null() : out.string(result.base);
    out.key("sql");
    result.sql.empty() ? out.null() : out.string(result.sql);
    write_statements(out, result.statements);
    write_diagnostics(out.key("diagnostics"), in.remarks);
  };
  print(terminal, found, given.how);
  return failed ? static_cast<int>(failure::lint) : 0;
}

}  // namespace sluice::cli
