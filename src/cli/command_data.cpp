// sluice data new|migrate|status|rollback|reset
#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/agreement.hpp"
#include "cli/command_group.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/live_line.hpp"
#include "cli/load_progress.hpp"
#include "cli/patience_flags.hpp"
#include "cli/report.hpp"
#include "project/data_migrations.hpp"

namespace sluice::cli {

namespace {

struct data_flags {
  database_flags database;
  patience_flags patience;
  std::optional<int> memory;
  std::vector<std::string> words;
  bool dry_run = false;
};

void declare_data(flag_set& flags, data_flags& into) {
  flags.words("SCHEMA", into.words);
  flags.number("--memory-limit", "MB", into.memory, "for the project's code (1024)");
  declare_patience(flags, into.patience);
  declare_database(flags, into.database);
  flags.text("--data-folder", "FOLDER", into.database.request.flags.data_folder,
             "of the data migrations (src/data-migrations)");
  declare(flags, into.database.common, true);
}

void complete_data(context& in, data_flags& given, project::data_request& request) {
  constexpr int usual_memory = 1024;
  if (given.words.size() > 1) {
    throw error(failure::usage, "USAGE.VALUE",
                fmt::format("one schema at most, and {} words are here", given.words.size()));
  }
  complete(in, given.database, "data");
  complete(given.patience, given.database.request, request.how);
  request.database = given.database.request;
  if (!given.words.empty()) request.schema = given.words.front();
  request.how.version = SLUICE_VERSION;
  request.how.interrupt = &listen_for_interruption();
  request.bounds.time = std::chrono::hours(24 * 365);  // whoever waits may interrupt it
  request.bounds.memory_bytes =
      static_cast<std::size_t>(std::max(1, given.memory.value_or(usual_memory))) << 20U;
  request.console = [&terminal = in.terminal](std::string_view line) {
    terminal.say(fmt::format("  {} {}", terminal.err().dim("│"), line));
  };
}

project::data_callbacks callbacks_of(context& in, data_flags& given, live_line& live,
                                     std::string_view verb) {
  const console& terminal = in.terminal;
  project::data_callbacks out;
  out.general = callbacks(in, given.database);
  out.general.watch.notice = [&](const std::string&, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    live.clear();
    terminal.say(fmt::format("  {}: {}", said.severity, said.text));
  };
  out.run.progress = [&live](const data::migration& one, const data::load_progress& now) {
    live.show(fmt::format("{}: {}", one.name, describe(now)), now.elapsed);
  };
  out.run.rejected = [&](const data::migration& one, const data::bad_row& row) {
    live.clear();
    terminal.detail(fmt::format("  {} leaves out {}", one.name, describe(row)));
  };
  out.run.begin = [&](const data::migration& one, std::size_t number, std::size_t of) {
    terminal.detail(
        fmt::format("({}/{}) {} {}", number, of, one.name, shown_path(one.file.string())));
  };
  out.run.done = [&terminal, &live, verb](const data::done_migration& one) {
    live.clear();
    std::string size;
    if (one.rows) size = fmt::format("{} row{}, ", *one.rows, *one.rows == 1 ? "" : "s");
    if (one.left_out > 0) size += fmt::format("{} left out, ", one.left_out);
    if (one.queries > 0) {
      size = fmt::format("{} quer{}, ", one.queries, one.queries == 1 ? "y" : "ies");
    }
    terminal.say(fmt::format("{} {}{} {}", terminal.err().green("✓"), one.name, verb,
                             terminal.err().dim(size + show(one.took))));
  };
  return out;
}

std::string_view kind_of(const data::migration& one) {
  switch (one.kind) {
    case data::migration_kind::sql:
      return "sql";
    case data::migration_kind::load:
      return "load";
    case data::migration_kind::typescript:
      break;
  }
  return "typescript";
}

void write_migration(json_writer& out, const data::migration& one) {
  out.member("name", one.name).member("schema", one.schema).member("kind", kind_of(one));
  out.key("file");
  one.file.empty() ? out.null() : out.string(shown_path(one.file.string()));
}

std::string document(const data_flags& given, std::string_view status,
                     const project::data_report& result, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version).member("status", status);
  out.member("database", given.database.database);
  out.member("folder", shown_path(result.folder.string())).key("migrations").begin_array();
  for (const data::migration& one : result.these) {
    out.begin_object();
    write_migration(out, one);
    const auto done = std::find_if(result.done.begin(), result.done.end(),
                                   [&](const auto& each) { return each.name == one.name; });
    out.key("milliseconds");
    if (done == result.done.end()) {
      out.null();
    } else {
      out.raw(fmt::format("{:.1f}", static_cast<double>(done->took.count()) / 1e3));
    }
    out.end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void list(const console& terminal, const project::data_report& result) {
  for (const data::migration& one : result.these) {
    terminal.data(fmt::format("{}  {}\n", one.name, shown_path(one.file.string())));
  }
}

int migrate(context& in) {
  data_flags given;
  flag_set flags("data migrate",
                 "Apply the data migrations that a database doesn't have yet, each in one\n"
                 "transaction with its row of public.data_migrations.",
                 {"sluice data migrate", "sluice data migrate questions --dry-run"});
  flags.heading("What is applied");
  flags.toggle("--dry-run", given.dry_run, "list them, and apply nothing");
  std::optional<int> most_bad;
  std::optional<std::string> rejects;
  flags.number("--max-errors", "N", most_bad, "rows that a declared load may leave out (0)");
  flags.text("--rejects", "FOLDER", rejects, "where those are written, with the reason of each");
  declare_data(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  project::data_request request;
  complete_data(in, given, request);
  if (most_bad && *most_bad < 0) {
    throw error(failure::usage, "USAGE.VALUE", "--max-errors is a number of rows, 0 or more");
  }
  request.max_errors = static_cast<std::uint64_t>(most_bad.value_or(0));
  if (rejects) request.rejects = *rejects;

  live_line live(in.terminal);
  const project::data_report result =
      project::migrate_data(request, callbacks_of(in, given, live, ""), given.dry_run);
  const bool none = result.these.empty();
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given,
                              none            ? "current"
                              : given.dry_run ? "planned"
                                              : "applied",
                              result, in.remarks));
    return 0;
  }
  if (given.dry_run) list(in.terminal, result);
  const std::size_t count = result.these.size();
  if (none) {
    in.terminal.say(fmt::format("nothing to do: {} applied", result.already));
  } else if (given.dry_run) {
    in.terminal.say(fmt::format("{} to apply; nothing was run", count));
  } else {
    in.terminal.say(fmt::format("{} applied", count));
  }
  return 0;
}

int take_back(context& in, bool all) {
  data_flags given;
  std::optional<int> steps;
  std::optional<std::string> confirm;
  flag_set flags(
      all ? "data reset" : "data rollback",
      all ? "Take all data migrations back, the last applied first."
          : "Take back the data migrations that were applied last.",
      all ? std::vector<std::string>{"sluice data reset", "sluice data reset questions --yes"}
          : std::vector<std::string>{"sluice data rollback",
                                     "sluice data rollback --steps 2 --yes"});
  flags.heading("What is taken back");
  if (!all) flags.number("--steps", "N", steps, "so many, the last applied first (1)");
  flags.toggle("--dry-run", given.dry_run, "list them, and take nothing back");
  bool force = false;
  flags.toggle("--force", force, "declared loads too whose rows were changed since");
  declare_consent(flags, confirm);
  declare_data(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  if (steps && *steps < 1) {
    throw error(failure::usage, "USAGE.VALUE", "--steps is a number of migrations, 1 or more");
  }
  project::data_rollback_request request;
  complete_data(in, given, request);
  if (!all) request.steps = static_cast<std::size_t>(steps.value_or(1));
  request.only_look = given.dry_run;
  request.force = force;
  request.consent = consent_of(in, confirm, std::nullopt);

  const console& terminal = in.terminal;
  const auto agree = [&](const project::data_report& what) {
    for (const data::migration& one : what.these) {
      terminal.say(fmt::format("{} {}", terminal.err().yellow("·"), one.name));
    }
    const std::size_t count = what.these.size();
    return is_agreed(
        terminal,
        {.what =
             fmt::format("{} data migration{} would be taken back", count, count == 1 ? "" : "s"),
         .question = "Take back?",
         .no = "no, leave them as they are",
         .yes = "yes, take back",
         .command = fmt::format("sluice data {}{}{} --yes", all ? "reset" : "rollback",
                                steps ? fmt::format(" --steps {}", *steps) : std::string(),
                                request.schema ? " " + *request.schema : std::string())});
  };
  live_line live(terminal);
  const project::data_report result =
      project::take_data_back(request, callbacks_of(in, given, live, " taken back"), agree);
  const std::size_t count = result.these.size();
  if (terminal.chosen().json) {
    terminal.data(document(given,
                           count == 0       ? "current"
                           : given.dry_run  ? "planned"
                           : !result.agreed ? "declined"
                                            : "rolled_back",
                           result, in.remarks));
  } else if (count == 0) {
    terminal.say("nothing to take back: no data migration is applied");
  } else if (given.dry_run) {
    list(terminal, result);
    terminal.say(fmt::format("{} to take back; nothing was run", count));
  } else {
    terminal.say(result.agreed ? fmt::format("{} taken back", count) : "nothing was changed");
  }
  return 0;
}

std::string status_document(const data_flags& given, const project::data_status& status,
                            std::size_t pending, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", pending > 0 ? "pending" : "current");
  out.member("database", given.database.database);
  out.member("folder", shown_path(status.folder.string()));
  out.member("tableExists", status.now.applied.exists).key("migrations").begin_array();
  for (const data::migration& one : status.now.all) {
    const auto row =
        std::find_if(status.now.applied.rows.begin(), status.now.applied.rows.end(),
                     [&](const data::applied_row& each) { return each.name == one.name; });
    const bool applied = row != status.now.applied.rows.end();
    out.begin_object();
    write_migration(out, one);
    out.member("state", applied ? "applied" : "pending").member("canGoBack", one.can_go_back);
    out.key("appliedAt");
    applied ? out.string(row->at) : out.null();
    out.end_object();
  }
  out.end_array().key("unknown").begin_array();
  for (const data::applied_row& row : status.now.unknown(std::nullopt)) {
    out.begin_object().member("name", row.name).member("schema", row.schema);
    out.member("appliedAt", row.at).end_object();
  }
  out.end_array();
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_status(const console& terminal, const project::data_status& status) {
  const paint& color = terminal.out();
  std::size_t width = 14;
  for (const data::migration& one : status.now.all) width = std::max(width, one.name.size());
  const std::vector<data::applied_row> unknown = status.now.unknown(std::nullopt);
  for (const data::applied_row& one : unknown) width = std::max(width, one.name.size());
  if (status.now.all.empty() && unknown.empty()) return;
  terminal.data(color.bold(fmt::format("{:<{}}  state    applied", "data migration", width)) +
                "\n");
  for (const data::migration& one : status.now.all) {
    const auto row =
        std::find_if(status.now.applied.rows.begin(), status.now.applied.rows.end(),
                     [&](const data::applied_row& each) { return each.name == one.name; });
    terminal.data(
        row == status.now.applied.rows.end()
            ? fmt::format("{:<{}}  {}\n", one.name, width, color.yellow("pending"))
            : fmt::format("{:<{}}  {}  {}\n", one.name, width, color.green("applied"), row->at));
  }
  for (const data::applied_row& one : unknown) {
    terminal.data(fmt::format("{:<{}}  {}  {}  no data migration has that name\n", one.name, width,
                              color.red("unknown"), one.at));
  }
}

int show_status(context& in) {
  data_flags given;
  bool tell = false;
  flag_set flags("data status", "Show which data migrations a database has.",
                 {"sluice data status", "sluice data status --json"});
  flags.heading("Flags").toggle("--exit-code", tell, "end with 8 when something is pending");
  declare_data(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  project::data_request request;
  complete_data(in, given, request);

  live_line live(in.terminal);
  const project::data_status status =
      project::status_of_data(request, callbacks_of(in, given, live, ""));
  const std::size_t pending = status.now.pending(request.schema).size();
  if (in.terminal.chosen().json) {
    in.terminal.data(status_document(given, status, pending, in.remarks));
  } else if (!in.terminal.chosen().quiet) {
    say_status(in.terminal, status);
    in.terminal.say(fmt::format("{} applied, {} pending", status.now.applied.rows.size(), pending));
  }
  return tell && pending > 0 ? static_cast<int>(failure::pending) : 0;
}

int rollback(context& in) {
  return take_back(in, false);
}

int reset(context& in) {
  return take_back(in, true);
}

int begin_new(context& in) {
  common_flags given;
  project::new_data_request request;
  std::vector<std::string> words;
  bool typescript = false;
  bool sql = false;
  bool load = false;
  flag_set flags(
      "data new", "Write a data migration's file with the next number, and register it.",
      {"sluice data new questions add_scales", "sluice data new questions load_batteries --load"});
  flags.words("SCHEMA NAME", words);
  flags.heading("What it is");
  flags.typed("--ts", typescript, "TypeScript, with drizzle-orm's db (this)");
  flags.typed("--sql", sql, "a file of SQL for each way");
  flags.typed("--load", load, "a declared load");
  flags.heading("Where");
  flags.text("--data-folder", "FOLDER", request.flags.data_folder,
             "of the data migrations (src/data-migrations)");
  declare(flags, given, true);
  if (!parse(in, flags, given)) return 0;
  if (words.size() != 2) {
    throw error(failure::usage, "USAGE.VALUE", "a schema and a name are needed")
        .advise("sluice data new questions add_scales");
  }
  if (static_cast<int>(typescript) + static_cast<int>(sql) + static_cast<int>(load) > 1) {
    throw error(failure::usage, "USAGE.FLAG", "--ts, --sql and --load say different things")
        .advise("one of them");
  }
  request.where = given.where;
  request.arguments = process_arguments("data", in.arguments);
  request.schema = words[0];
  request.title = words[1];
  if (sql) request.kind = data::new_kind::sql;
  if (load) request.kind = data::new_kind::load;
  const std::vector<data::written_file> files = project::new_data_migration(request);
  if (in.terminal.chosen().json) {
    json_writer out;
    out.begin_object().member("schemaVersion", json_schema_version).member("status", "written");
    out.key("files").begin_array();
    for (const data::written_file& one : files) {
      out.begin_object().member("file", shown_path(one.path.string()));
      out.member("new", one.is_new).end_object();
    }
    out.end_array();
    write_diagnostics(out.key("diagnostics"), in.remarks);
    in.terminal.data(out.end_object().take() + "\n");
    return 0;
  }
  const paint& color = in.terminal.err();
  for (const data::written_file& one : files) {
    in.terminal.say(fmt::format("{} {} {}", color.green(one.is_new ? "+" : "~"),
                                color.link(shown_path(one.path.string())),
                                color.dim(one.is_new ? "new" : "registered there")));
  }
  return 0;
}

constexpr std::array data_commands = {
    command{"new", "write a data migration's file, and register it", begin_new},
    command{"migrate", "apply those that a database doesn't have yet", migrate},
    command{"status", "show which of them a database has", show_status},
    command{"rollback", "take the last ones back", rollback},
    command{"reset", "take all back", reset},
};

}  // namespace

int run_data(context& in) {
  return run_group(
      in, {.name = "data",
           .introduction =
               "Data migrations: rows that TypeScript or SQL writes and takes back. They stand in\n"
               "src/data-migrations/SCHEMA/, and are tracked in public.data_migrations.",
           .commands = data_commands,
           .examples = "  sluice data new questions add_scales\n  sluice data migrate\n"});
}

}  // namespace sluice::cli
