// sluice reset, and sluice db reset
#include <fmt/format.h>
#include <numeric>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/patience_flags.hpp"
#include "cli/prompt.hpp"
#include "cli/report.hpp"
#include "cli/reset.hpp"

namespace sluice::cli {

namespace {

std::string_view plural(std::int64_t count) {
  return count == 1 ? "" : "s";
}

std::string rows_of(const project::belongings::table& one) {
  return fmt::format("{}{} row{}", one.is_estimate ? "about " : "", one.rows, plural(one.rows));
}

void show_plan(const console& terminal, const project::reset_plan& plan) {
  const paint& color = terminal.err();
  const project::belongings& what = plan.what;
  if (what.empty()) {
    terminal.say("nothing of the project is there");
    return;
  }
  // Whoever has a hundred empty tables sees those that hold something.
  std::size_t empty = 0;
  for (const project::belongings::table& one : what.tables) {
    if (one.rows == 0 && !one.is_estimate && !terminal.chosen().verbose) {
      ++empty;
      continue;
    }
    terminal.say(fmt::format("{} {} goes with {}", color.yellow("!"), one.name, rows_of(one)));
  }
  const auto others = static_cast<std::int64_t>(what.objects.size() + what.schemas.size()) -
                      static_cast<std::int64_t>(what.tables.size() - what.kept_tables.size());
  std::string rest;
  if (empty > 0) {
    rest = fmt::format("{} empty table{}", empty, plural(static_cast<std::int64_t>(empty)));
  }
  if (others > 0) {
    rest += fmt::format("{}{} other object{}", rest.empty() ? "" : ", ", others, plural(others));
  }
  if (!rest.empty()) terminal.say(fmt::format("{} so do {}", color.yellow("·"), rest));
  for (const project::belongings::dependent& one : what.dependents) {
    terminal.say(one.prevents ? fmt::format("{} {} depends on it, and is not the project's",
                                            color.red("✗"), one.title)
                              : fmt::format("{} {} goes with it", color.yellow("!"), one.title));
  }
}

bool agree(const console& terminal, const reset_flags& given, const project::reset_plan& plan) {
  if (terminal.chosen().yes) return true;
  const std::string command = fmt::format("sluice {} --yes", given.command);
  if (!terminal.may_ask()) {
    throw error(failure::needs_input, "CLI.NEEDS_YES",
                fmt::format("all that the project has in {} would be dropped", plan.database))
        .because("nothing was changed")
        .advise(command);
  }
  const std::string typed =
      ask_line(fmt::format("All of it is lost. Type the name of the database, {}, to go on: ",
                           terminal.err().bold(plan.database)),
               command);
  if (typed == plan.database) return true;
  throw error(failure::needs_input, "RESET.WRONG_NAME",
              fmt::format("\"{}\" is not the name of the database", typed))
      .because("nothing was changed")
      .advise(command);
}

void watch(const console& terminal, run::observer& to) {
  to.done = [&](const run::applied_migration& one) {
    terminal.say(fmt::format("{} {} {}", terminal.err().green("✓"), one.tag,
                             terminal.err().dim(show(one.took))));
  };
  to.notice = [&](const std::string& tag, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    terminal.say(fmt::format("  {} {}: {}", tag, said.severity, said.text));
  };
}

std::string document(const reset_flags& given, const project::reset_result& result,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", given.request.dry_run ? "planned" : result.agreed ? "reset" : "declined");
  out.member("database", given.database.database);
  write_reset(out, result);
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

}  // namespace

void declare_reset(flag_set& flags, reset_flags& into) {
  project::reset_request& to = into.request;
  flags.heading("What is done");
  flags.toggle("--dry-run", to.dry_run, "print the SQL that drops, and run nothing");
  flags.toggle("--explain", to.dry_run, "");
  flags.typed("--cascade", to.cascade, "what depends on it and is not the project's goes too");
  flags.typed("--unsafe", to.unsafe, "also where the environment is not one of development");
  declare_consent(flags, into.confirm);
  declare_patience(flags, into.patience);
  declare_database(flags, into.database);
  declare(flags, into.database.common, true);
}

void complete(context& in, reset_flags& given) {
  complete(given.patience, given.database.request, given.request.how);
  complete(in, given.database, "reset");
  given.request.database = given.database.request;
  given.request.how.version = SLUICE_VERSION;
  given.request.how.interrupt = &listen_for_interruption();
  given.request.consent = consent_of(in, given.confirm, std::nullopt);
}

project::reset_result reset(context& in, reset_flags& given, project::migrate_callbacks& to) {
  const console& terminal = in.terminal;
  watch(terminal, to.watch);
  project::reset_callbacks ask;
  ask.show = [&](const project::reset_plan& plan) { show_plan(terminal, plan); };
  ask.agree = [&](const project::reset_plan& plan) { return agree(terminal, given, plan); };
  ask.dropped = [&](const project::reset_plan& plan) {
    terminal.say(fmt::format("{} {} is empty", terminal.err().green("✓"), plan.database));
  };
  const project::reset_result out = project::reset(given.request, to, ask);
  if (given.request.dry_run && !terminal.chosen().json) {
    for (const std::string& one : out.plan.sql) terminal.data(one + ";\n");
    terminal.say("nothing was run");
  }
  return out;
}

void write_reset(json_writer& out, const project::reset_result& result) {
  out.key("tables").begin_array();
  for (const project::belongings::table& one : result.plan.what.tables) {
    out.begin_object().member("name", one.name).key("rows").integer(one.rows);
    out.member("estimated", one.is_estimate).end_object();
  }
  out.end_array().key("dependents").begin_array();
  for (const project::belongings::dependent& one : result.plan.what.dependents) {
    out.string(one.title);
  }
  out.end_array().key("migrations").begin_array();
  for (const run::applied_migration& one : result.migrated.applied) out.string(one.tag);
  out.end_array();
}

int run_reset_as(context& in, const std::string& command) {
  reset_flags given{.command = command};
  flag_set flags(
      command,
      "Drop all that the project's migrations made, with its rows, and migrate again:\n"
      "for development. Other tools' schemas and extensions stay.",
      {fmt::format("sluice {}", command), fmt::format("sluice {} --env test --yes", command)});
  declare_reset(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given);
  project::migrate_callbacks to = callbacks(in, given.database);
  const project::reset_result result = reset(in, given, to);
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given, result, in.remarks));
  } else if (result.agreed) {
    const auto count = static_cast<std::int64_t>(result.migrated.applied.size());
    in.terminal.say(fmt::format("reset: {} migration{} applied", count, plural(count)));
  }
  return 0;
}

int run_reset(context& in) {
  return run_reset_as(in, "reset");
}

}  // namespace sluice::cli
