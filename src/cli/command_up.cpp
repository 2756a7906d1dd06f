// sluice up: drizzle-kit's word for upgrading a migrations folder; other tools' word for applying
// it.
#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "cli/common_flags.hpp"
#include "cli/report.hpp"
#include "project/upgrade.hpp"

namespace sluice::cli {

namespace {

std::string document(std::string_view status, const std::vector<std::filesystem::path>& files,
                     const diagnostics& remarks) {
  json_writer json;
  json.begin_object().member("schemaVersion", json_schema_version).member("status", status);
  json.key("files").begin_array();
  for (const std::filesystem::path& one : files) json.string(shown_path(one.string()));
  write_diagnostics(json.end_array().key("diagnostics"), remarks);
  return json.end_object().take() + "\n";
}

}  // namespace

int run_up(context& in) {
  common_flags common;
  project::upgrade_request request;
  flag_set flags("up",
                 "Bring the snapshots of older drizzle-kits to version 7, and the journal's head\n"
                 "with them. sluice reads them without that; drizzle-kit does not.",
                 {"sluice up", "sluice up --dry-run"});
  flags.heading("Flags");
  flags.text("--out,--dir", "FOLDER", request.flags.out, "the migrations folder (drizzle)");
  flags.toggle("--dry-run", request.dry_run, "name the files, and write nothing");
  flags.text("--dialect", "postgresql", request.flags.dialect, "");
  declare(flags, common, true);
  if (!parse(in, flags, common)) return 0;
  request.where = common.where;
  request.arguments = process_arguments("generate", in.arguments);

  const console& terminal = in.terminal;
  const std::vector<std::filesystem::path> files =
      project::upgrade(request, [&](const diagnostic& one) {
        in.remarks.push_back(one);
        report(terminal, one);
      });
  const std::string_view status = files.empty()     ? "current"
                                  : request.dry_run ? "planned"
                                                    : "upgraded";
  if (terminal.chosen().json) terminal.data(document(status, files, in.remarks));
  for (const std::filesystem::path& one : files) {
    terminal.say(fmt::format("[{}] {}", request.dry_run ? " " : terminal.err().green("✓"),
                             shown_path(one.string())));
  }
  if (files.empty()) {
    terminal.say("nothing to upgrade: every snapshot is of version 7");
    terminal.warn("did you mean sluice migrate?");
  } else if (request.dry_run) {
    terminal.say("nothing was written");
  }
  return 0;
}

}  // namespace sluice::cli
