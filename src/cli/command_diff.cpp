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

std::string document(const project::diff_result& result, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status",
             result.statements.empty() && result.others.empty() ? "unchanged" : "changed");
  out.member("from", result.from).member("to", result.to).member("sql", result.sql);
  write_statements(out, result.statements);
  out.key("others").begin_array();
  for (const project::schema_difference& one : result.others) out.string(one.what);
  write_diagnostics(out.end_array().key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

int run_diff(context& in) {
  common_flags common;
  std::vector<std::string> sides, schema;
  bool exit_code = false;
  project::diff_request request;
  project::database_request& project = request.project;
  flag_set flags(
      "diff",
      "Print the SQL that leads from one schema to another. FROM and TO are any of: schema (the "
      "project's), schema files, migrations, migrations@TAG, FOLDER@TAG, a snapshot file, "
      "database, "
      "a URL, empty.",
      {"sluice diff database schema", "sluice diff drizzle@0003 drizzle@0007",
       "sluice diff drizzle/meta/0003_snapshot.json postgresql://localhost/app"});
  flags.words("FROM TO", sides);
  flags.heading("Comparing");
  flags.toggle("--exit-code", exit_code, "10 where they differ");
  flags.heading("Renames");
  declare(flags, request.answers);
  flags.heading("Where the project is");
  flags.list("--schema", "FILE", schema, "schema file, folder or glob; can be repeated");
  flags.text("--url", "URL", project.url, "the project's database; else DATABASE_URL, the config");
  flags.text("--out", "FOLDER", project.flags.out, "the migrations folder (drizzle)");
  declare(flags, common, true);
  if (!parse(in, flags, common)) return 0;
  if (sides.size() != 2) {
    throw error(failure::usage, "USAGE.ARGUMENT",
                fmt::format("sluice diff takes two schemas, from and to; not {}", sides.size()))
        .advise("sluice diff --help");
  }
  request.from = sides[0];
  request.to = sides[1];
  project.where = common.where;
  project.arguments = process_arguments("diff", in.arguments);
  if (!schema.empty()) project.flags.schema = schema;

  const console& terminal = in.terminal;
  project::ask_rename ask;
  if (terminal.may_ask()) {
    ask = [&](const diff::question& open) { return cli::ask(terminal, open); };
  }
  project::remark_list said([&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(terminal, one);
  });
  const project::diff_result result = project::diff(request, ask, said);
  if (!result.questions.empty()) return leave_open(terminal, "diff FROM TO", result.questions);
  const bool differs = !result.statements.empty() || !result.others.empty();
  if (terminal.chosen().json) {
    terminal.data(document(result, in.remarks));
  } else {
    if (result.statements.empty()) {
      terminal.say("No schema changes");
    } else {
      terminal.data(result.sql + "\n");
      say_hazards(terminal, result.statements);
    }
    for (const project::schema_difference& one : result.others) {
      terminal.say(fmt::format("no SQL is written for: {}", one.what));
    }
  }
  return exit_code && differs ? static_cast<int>(failure::drift) : 0;
}

}  // namespace sluice::cli
