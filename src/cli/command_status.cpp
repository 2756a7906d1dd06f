// sluice status
#include <algorithm>
#include <ctime>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/ledger_states.hpp"
#include "cli/others.hpp"
#include "cli/report.hpp"

namespace sluice::cli {

namespace {

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
  switch (one.in) {
    case run::state::applied:
      if (one.recorded && one.recorded->tag != one.entry.tag) {
        return fmt::format("applied as {}", one.recorded->tag);
      }
      return {};
    case run::state::pending:
      return {};
    case run::state::half_applied:
      return fmt::format("{} of {} statements are done", one.recorded->done,
                         one.recorded->statements);
    case run::state::half_edited:
      return fmt::format("{} of {} statements are done, and the file was changed after that",
                         one.recorded->done, one.recorded->statements);
    case run::state::unsure:
      return fmt::format("{} of {} statements are done; of the next, nobody knows",
                         one.recorded->done, one.recorded->statements);
    case run::state::half_taken_back:
      return fmt::format("{} of {} statements of its way back are done", one.way_back->done,
                         one.way_back->statements);
    case run::state::older:
      return "older than the last applied one";
    case run::state::edited:
      return "the file was changed after it was applied";
    case run::state::file_missing:
    case run::state::no_file:
      return "the file is missing";
    default:
      return std::string(run::words_of(one.in).meaning);
  }
}

struct row {
  std::string tag;
  run::state in;
  std::string written;
  const std::optional<run::recorded_step>* recorded;
  std::string remark;
};

std::vector<row> rows_of(const run::status_report& now) {
  static const std::optional<run::recorded_step> nothing;
  std::vector<row> out;
  for (const run::entry_status& one : now.entries) {
    out.push_back({one.entry.tag, one.in, day(one.entry.when), &one.recorded, remark_of(one)});
  }
  for (const run::row_status& one : now.other_rows) {
    const std::string remark =
        one.in == run::state::applied_twice
            ? fmt::format("a second row of the ledger (id {})", one.row.id)
            : fmt::format("in the ledger (id {}), not in the folder", one.row.id);
    out.push_back({one.tag.empty() ? one.row.hash.substr(0, 12) : one.tag, one.in,
                   day(one.row.created_at), &one.recorded, remark});
  }
  for (const std::filesystem::path& file : now.outside) {
    out.push_back({file.stem().string(), run::state::outside, "", &nothing, "in no journal"});
  }
  return out;
}

// Who applied it, or how else its row came to be.
std::string by(const run::recorded_step& one) {
  if (one.direction == "mark") return one.role + " (marked)";
  if (one.direction == "accept") return one.role + " (accepted)";
  return one.role;
}

std::string took(const run::recorded_step& one) {
  if (!one.milliseconds || one.direction != "up") return "";
  return show(std::chrono::microseconds(static_cast<std::int64_t>(*one.milliseconds * 1000)));
}

std::string table(const paint& color, const run::status_report& now) {
  const std::vector<row> rows = rows_of(now);
  std::size_t width = 9;
  std::size_t by_width = 0;  // of what the history knows: nothing where it knows nothing
  for (const row& one : rows) {
    width = std::max(width, one.tag.size());
    if (*one.recorded) by_width = std::max(by_width, by(**one.recorded).size());
  }
  const auto line = [&](std::string text) {
    while (text.ends_with(' ')) text.pop_back();
    return text;
  };
  const auto history = [&](const std::string& at, const std::string& time, const std::string& who) {
    if (by_width == 0) return std::string();
    return fmt::format("  {:<19}  {:>8}  {:<{}}", at, time, who, by_width);
  };
  std::string out =
      color.bold(line(fmt::format("{:<{}}  {:<8}  {:<19}{}", "migration", width, "state",
                                  "written (UTC)", history("applied (UTC)", "took", "by"))));
  out += '\n';
  for (const row& one : rows) {
    const std::string known =
        *one.recorded ? history((*one.recorded)->at, took(**one.recorded), by(**one.recorded))
                      : history("", "", "");
    out += fmt::format("{:<{}}  {}  {}\n", one.tag, width, painted(color, one.in),
                       line(fmt::format("{:<19}{}  {}", one.written, known, one.remark)));
  }
  return out;
}

void write_recorded(json_writer& out, const std::optional<run::recorded_step>& one) {
  out.key("recorded");
  if (!one) {
    out.null();
    return;
  }
  out.begin_object().member("tag", one->tag).member("direction", one->direction);
  out.member("at", fmt::format("{}T{}Z", one->at.substr(0, 10), one->at.substr(11)));
  out.key("milliseconds");
  one->milliseconds ? out.raw(fmt::format("{:.1f}", *one->milliseconds)) : out.null();
  out.member("statements", one->statements).member("done", one->done);
  out.member("role", one->role).member("client", one->client).member("version", one->version);
  out.end_object();
}

void write_state(json_writer& out, run::state in, const std::string& who, const std::string& file) {
  const run::state_words& words = run::words_of(in);
  out.member("code", words.code).member("meaning", words.meaning).key("resolve");
  const std::string resolve = run::resolution(in, who, file);
  resolve.empty() ? out.null() : out.string(resolve);
}

std::string_view standing_name(run::standing is) {
  switch (is) {
    case run::standing::applied:
      return "applied";
    case run::standing::edited:
      return "edited";
    case run::standing::twin:
      return "twin";
    case run::standing::pending:
      break;
  }
  return "pending";
}

std::string document(const database_flags& given, const project::database_status& now, bool pending,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", pending ? "pending" : "current").member("disagrees", now.disagrees());
  out.member("database", given.database).member("ledgerExists", now.ledger_exists);
  out.key("migrations").begin_array();
  for (const run::entry_status& one : now.entries) {
    out.begin_object().member("tag", one.entry.tag).member("state", standing_name(one.is));
    out.member("when", one.entry.when).member("outOfOrder", one.out_of_order);
    out.member("fileMissing", one.file_missing).key("hash");
    one.hash.empty() ? out.null() : out.string(one.hash);
    out.key("ledgerId");
    one.row_id == 0 ? out.null() : out.integer(one.row_id);
    write_state(out, one.in, one.entry.tag, shown_path(one.file.string()));
    write_recorded(out, one.recorded);
    out.end_object();
  }
  for (const auto& [key, which] : {std::pair("unknown", run::state::unknown_row),
                                   std::pair("appliedTwice", run::state::applied_twice)}) {
    out.end_array().key(key).begin_array();
    for (const run::row_status& one : now.other_rows) {
      if (one.in != which) continue;
      out.begin_object().member("ledgerId", one.row.id).member("hash", one.row.hash);
      out.member("when", one.row.created_at).key("tag");
      one.tag.empty() ? out.null() : out.string(one.tag);
      write_state(out, one.in, std::to_string(one.row.id), "");
      write_recorded(out, one.recorded);
      out.end_object();
    }
  }
  out.end_array().key("outside").begin_array();
  for (const std::filesystem::path& file : now.outside) {
    const std::string shown = shown_path(file.string());
    out.begin_object().member("file", shown);
    write_state(out, run::state::outside, file.stem().string(), shown);
    out.end_object();
  }
  out.end_array();
  write_others(out, now.others);
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

int run_status(context& in) {
  database_flags given;
  bool tell = false;
  flag_set flags("status",
                 "Show which migrations a database has, and where it and the folder disagree.",
                 {"sluice status", "sluice status --exit-code --quiet || sluice migrate"});
  flags.heading("Flags").toggle("--exit-code", tell,
                                "end with 8 when something is pending, 12 when they disagree");
  declare_database(flags, given);
  declare(flags, given.common, true);
  if (!parse(in, flags, given.common)) return 0;
  complete(in, given, "status");

  const project::migrate_callbacks to = callbacks(in, given);
  const console::settings& chosen = in.terminal.chosen();
  const project::database_status now =
      project::status(given.request, to, chosen.json || !chosen.quiet);
  const std::size_t pending = now.count(run::standing::pending);
  if (in.terminal.chosen().json) {
    for (const diagnostic& one : run::findings(now)) in.remarks.push_back(one);
    in.terminal.data(document(given, now, pending > 0, in.remarks));
  } else if (!in.terminal.chosen().quiet) {
    if (!now.entries.empty() || !now.other_rows.empty() || !now.outside.empty()) {
      in.terminal.data(table(in.terminal.out(), now));
    }
    for (const diagnostic& one : run::findings(now)) to.watch.remark(one);
    in.terminal.say(
        fmt::format("{} applied, {} pending",
                    now.count(run::standing::applied) + now.count(run::standing::edited), pending));
    say_others(in.terminal, now.others);
  }
  if (!tell) return 0;
  if (now.disagrees()) return static_cast<int>(failure::ledger);
  return pending > 0 ? static_cast<int>(failure::pending) : 0;
}

}  // namespace sluice::cli
