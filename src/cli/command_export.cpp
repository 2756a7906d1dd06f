// sluice export
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/hazards.hpp"
#include "cli/report.hpp"
#include "project/diff.hpp"

namespace sluice::cli {

namespace {

std::string statements_text(const project::diff_result& result) {
  std::string out;
  for (const ddl::statement& one : result.statements) out += one.sql + "\n";
  return out;
}

}  // namespace

int run_export(context& in) {
  common_flags common;
  std::vector<std::string> what, schema;
  bool sql = false;
  project::diff_request request;
  project::database_request& project = request.project;
  flag_set flags("export",
                 "Print the SQL that makes the schema in an empty database. WHAT is the project's "
                 "schema, or anything that `sluice diff` takes.",
                 {"sluice export > schema.sql", "sluice export migrations@0003"});
  flags.words("WHAT", what);
  flags.heading("Where the project is");
  flags.list("--schema", "FILE", schema, "schema file, folder or glob; can be repeated");
  flags.text("--dialect", "postgresql", project.flags.dialect, "");
  flags.toggle("--sql", sql, "as SQL, which is the only form");
  flags.choice("--casing", {"snake_case", "camelCase"}, project.flags.casing,
               "names of unnamed columns");
  flags.text("--url", "URL", project.url, "the project's database; else DATABASE_URL, the config");
  flags.text("--out", "FOLDER", project.flags.out, "the migrations folder (drizzle)");
  declare(flags, common, true);
  if (!parse(in, flags, common)) return 0;
  if (what.size() > 1) {
    throw error(failure::usage, "USAGE.ARGUMENT",
                fmt::format("sluice export takes one schema; not {}", what.size()))
        .advise("sluice export --help");
  }
  request.from = "empty";
  request.to = what.empty() ? "schema" : what.front();
  request.answers.refuse_renames = true;
  project.where = common.where;
  project.arguments = process_arguments("export", in.arguments);
  if (!schema.empty()) project.flags.schema = schema;

  project::remark_list said([&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(in.terminal, one);
  });
  const project::diff_result result = project::diff(request, {}, said);
  if (in.terminal.chosen().json) {
    json_writer out;
    out.begin_object().member("schemaVersion", json_schema_version).member("of", result.to);
    out.member("sql", statements_text(result));
    write_statements(out, result.statements);
    write_diagnostics(out.key("diagnostics"), in.remarks);
    in.terminal.data(out.end_object().take() + "\n");
  } else {
    in.terminal.data(statements_text(result));
  }
  return 0;
}

}  // namespace sluice::cli
