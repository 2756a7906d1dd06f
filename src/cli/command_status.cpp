// sluice status
#include <algorithm>
#include <ctime>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

std::string_view state_name(const run::entry_status& one) {
  switch (one.is) {
    case run::standing::applied:
      return "applied";
    case run::standing::edited:
      return "edited";
    case run::standing::pending:
      break;
  }
  return "pending";
}

// The journal's time, which is what the ledger keeps: when the migration was written.
std::string day(std::int64_t milliseconds) {
  const std::time_t seconds = static_cast<std::time_t>(milliseconds / 1000);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), "%Y-%m-%d %H:%M:%S", &parts);
  return {out.data(), size};
}

std::string remark_of(const run::entry_status& one) {
  if (one.file_missing) return "the file is missing";
  if (one.is == run::standing::edited) return "the file was changed after it was applied";
  if (one.out_of_order) return "older than the last applied one";
  return "";
}

std::string table(const paint& color, const run::status_report& now) {
  std::size_t width = 9;
  for (const run::entry_status& one : now.entries) width = std::max(width, one.entry.tag.size());
  std::string out =
      color.bold(fmt::format("{:<{}}  {:<8}  {}", "migration", width, "state", "written (UTC)"));
  out += '\n';
  for (const run::entry_status& one : now.entries) {
    const std::string state = fmt::format("{:<8}", state_name(one));
    const std::string shown = one.is == run::standing::applied   ? color.green(state)
                              : one.is == run::standing::pending ? color.yellow(state)
                                                                 : color.red(state);
    const std::string remark = remark_of(one);
    out += fmt::format("{:<{}}  {}  {}{}{}\n", one.entry.tag, width, shown, day(one.entry.when),
                       remark.empty() ? "" : "  ", remark);
  }
  for (const run::ledger_row& row : now.unknown_rows) {
    out += fmt::format("{:<{}}  {}  {}  in the ledger (id {}), not in the folder\n",
                       row.hash.substr(0, std::min<std::size_t>(width, 16)), width,
                       color.red("unknown "), day(row.created_at), row.id);
  }
  return out;
}

std::string document(const database_flags& given, const run::status_report& now, bool pending,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", pending ? "pending" : "current").member("database", given.database);
  out.member("ledgerExists", now.ledger_exists);
  out.key("migrations").begin_array();
  for (const run::entry_status& one : now.entries) {
    out.begin_object().member("tag", one.entry.tag).member("state", state_name(one));
    out.member("when", one.entry.when).member("outOfOrder", one.out_of_order);
    out.member("fileMissing", one.file_missing).key("hash");
    one.hash.empty() ? out.null() : out.string(one.hash);
    out.key("ledgerId");
    one.row_id == 0 ? out.null() : out.integer(one.row_id);
    out.end_object();
  }
  out.end_array().key("unknown").begin_array();
  for (const run::ledger_row& row : now.unknown_rows) {
    out.begin_object().member("ledgerId", row.id).member("hash", row.hash);
    out.member("when", row.created_at).end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

int run_status(context& in) {
  database_flags given;
  bool tell = false;
  flag_set flags("status", "Show which migrations a database has.",
                 {"sluice status", "sluice status --exit-code --quiet || sluice migrate"});
  flags.heading("Flags").toggle("--exit-code", tell, "end with 8 when something is pending");
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "status");

  const run::status_report now = project::status(given.request, callbacks(in, given));
  const std::size_t pending = now.count(run::standing::pending);
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given, now, pending > 0, in.remarks));
  } else if (!in.terminal.chosen().quiet) {
    if (!now.entries.empty() || !now.unknown_rows.empty()) {
      in.terminal.data(table(in.terminal.out(), now));
    }
    in.terminal.say(fmt::format("{} applied, {} pending", now.entries.size() - pending, pending));
  }
  return tell && pending > 0 ? static_cast<int>(failure::pending) : 0;
}

}  // namespace sluice::cli
