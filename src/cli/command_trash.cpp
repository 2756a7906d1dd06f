// sluice trash list|purge
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/agreement.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/report.hpp"
#include "project/trash.hpp"

namespace sluice::cli {

namespace {

std::string size_text(std::int64_t bytes) {
  constexpr double step = 1024;
  constexpr std::array units = {"B", "kB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= step && unit + 1 < units.size(); ++unit) size /= step;
  return fmt::format("{:.0f} {}", size, units[unit]);
}

std::string line_of(const run::kept_thing& one) {
  std::string out = fmt::format("{}  {}  {}", one.since, one.tag, one.name());
  if (one.rows) out += fmt::format(", {} row{}", *one.rows, *one.rows == 1 ? "" : "s");
  out += fmt::format(", {}", size_text(one.bytes));
  if (!one.left_why.empty()) out += fmt::format(" (did not come back: {})", one.left_why);
  return out;
}

std::string document(const database_flags& given, std::string_view status,
                     const std::vector<run::kept_thing>& all, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version).member("status", status);
  out.member("database", given.database).key("kept").begin_array();
  for (const run::kept_thing& one : all) {
    out.begin_object().member("id", one.id).member("migration", one.tag);
    out.member("ledger", one.ledger).member("schema", one.schema).member("table", one.table);
    out.key("column");
    one.column.empty() ? out.null() : out.string(one.column);
    out.member("storedAs", fmt::format("sluice_trash.{}", one.stored_as)).key("rows");
    one.rows ? out.integer(*one.rows) : out.null();
    out.member("bytes", one.bytes).member("since", one.since).key("leftWhy");
    one.left_why.empty() ? out.null() : out.string(one.left_why);
    out.end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

int list(context& in) {
  database_flags given;
  flag_set flags("trash list", "Show what rollbacks with --keep-data took out of the database.",
                 {"sluice trash list", "sluice trash list --json"});
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "trash");

  const auto all = project::list_trash(given.request, callbacks(in, given));
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given, all.empty() ? "empty" : "kept", all, in.remarks));
    return 0;
  }
  for (const run::kept_thing& one : all) in.terminal.data(line_of(one) + "\n");
  if (all.empty()) in.terminal.say("the trash is empty");
  return 0;
}

int purge(context& in) {
  database_flags given;
  std::optional<std::string> older_than;
  std::optional<std::string> confirm;
  flag_set flags("trash purge", "Remove for good what rollbacks kept.",
                 {"sluice trash purge --older-than 30d", "sluice trash purge --yes"});
  flags.heading("What goes");
  flags.text("--older-than", "TIME", older_than, "only what was kept so long ago: 30d, 12h");
  declare_consent(flags, confirm);
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "trash");

  project::purge_request request;
  request.database = given.request;
  request.consent = consent_of(in, confirm, std::nullopt);
  if (older_than) request.older_than = read_duration("--older-than", *older_than);
  const auto agree = [&](const std::vector<run::kept_thing>& all) {
    for (const run::kept_thing& one : all) {
      in.terminal.say(fmt::format("{} {}", in.terminal.err().yellow("!"), line_of(one)));
    }
    return is_agreed(
        in.terminal,
        {.what = "what rollbacks kept would be removed for good",
         .question = "Remove it for good?",
         .no = "no, keep it",
         .yes = "yes, remove it",
         .command = older_than
                        ? fmt::format("sluice trash purge --older-than {} --yes", *older_than)
                        : std::string("sluice trash purge --yes")});
  };
  const project::purge_result result = project::purge_trash(request, callbacks(in, given), agree);
  if (in.terminal.chosen().json) {
    const std::string_view status = result.gone.empty() ? "empty"
                                    : result.agreed     ? "purged"
                                                        : "declined";
    in.terminal.data(document(given, status, result.gone, in.remarks));
  } else if (result.gone.empty()) {
    in.terminal.say(older_than ? "the trash has nothing so old" : "the trash is empty");
  } else {
    in.terminal.say(result.agreed ? fmt::format("{} removed", result.gone.size())
                                  : std::string("nothing was removed"));
  }
  return 0;
}

}  // namespace

int run_trash(context& in) {
  const auto named = std::find_if(in.arguments.begin(), in.arguments.end(),
                                  [](const std::string& word) { return !word.starts_with('-'); });
  if (named == in.arguments.end()) {
    in.terminal.data(
        "What rollbacks with --keep-data took out of a database: it comes back when the migration\n"
        "is applied again.\n\nUsage: sluice trash <command> [flags]\n\n"
        "  list     show it\n"
        "  purge    remove it for good\n\n"
        "Examples:\n  sluice trash list\n  sluice trash purge --older-than 30d\n");
    return 0;
  }
  const std::string name = std::move(*named);
  in.arguments.erase(named);
  if (name == "list") return list(in);
  if (name == "purge") return purge(in);
  const std::string near = suggestion(name, {"list", "purge"});
  throw error(failure::usage, "USAGE.UNKNOWN_COMMAND",
              fmt::format("sluice trash has no command \"{}\"", name))
      .advise(near.empty() ? "sluice trash --help"
                           : fmt::format("did you mean sluice trash {}?", near));
}

}  // namespace sluice::cli
