// sluice diff
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/hazards.hpp"
#include "cli/rename_question.hpp"
#include "cli/report.hpp"
#include "project/diff.hpp"

namespace sluice::cli {

namespace {

std::string document(const project::diff_result& result) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", result.statements.empty() ? "unchanged" : "changed");
  out.member("sql", result.sql);
  write_statements(out, result.statements);
  return out.end_object().take() + "\n";
}

}  // namespace

int run_diff(context& in) {
  common_flags common;
  std::vector<std::string> files;
  project::diff_request request;
  flag_set flags("diff", "Print the SQL that leads from one snapshot to another.",
                 {"sluice diff drizzle/meta/0003_snapshot.json drizzle/meta/0007_snapshot.json"});
  flags.words("FROM TO", files);
  flags.heading("Renames");
  declare(flags, request.answers);
  declare(flags, common, false);
  if (!parse(in, flags, common)) return 0;
  if (files.size() != 2) {
    throw error(failure::usage, "USAGE.ARGUMENT",
                fmt::format("sluice diff takes two snapshot files; not {}", files.size()))
        .advise("sluice diff --help");
  }
  request.from = files[0];
  request.to = files[1];

  const console& terminal = in.terminal;
  project::ask_rename ask;
  if (terminal.may_ask()) {
    ask = [&](const diff::question& open) { return cli::ask(terminal, open); };
  }
  const project::diff_result result = project::diff_snapshots(request, ask);
  if (!result.questions.empty()) return leave_open(terminal, "diff FROM TO", result.questions);
  if (terminal.chosen().json) {
    terminal.data(document(result));
  } else if (result.statements.empty()) {
    terminal.say("No schema changes");
  } else {
    terminal.data(result.sql + "\n");
    say_hazards(terminal, result.statements);
  }
  return 0;
}

}  // namespace sluice::cli
