// sluice rollback
#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/agreement.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/hazards.hpp"
#include "cli/interruption.hpp"
#include "cli/patience_flags.hpp"
#include "cli/report.hpp"
#include "project/rollback.hpp"

namespace sluice::cli {

namespace {

struct rollback_flags {
  database_flags database;
  project::rollback_request request;
  std::optional<int> steps;
  patience_flags patience;
  std::optional<std::string> allow, confirm;
};

void declare_rollback(flag_set& flags, rollback_flags& into) {
  project::rollback_request& to = into.request;
  flags.heading("What is taken back");
  flags.number("--steps", "N", into.steps, "so many migrations, the last applied first (1)");
  flags.text("--to", "TAG", to.reach.to, "all that were applied after it");
  flags.toggle("--keep-data", to.how.keep_data,
               "dropped tables and columns move to schema sluice_trash");
  flags.typed("--allow", "data-loss", into.allow, "go on in production though data is lost");
  declare_consent(flags, into.confirm);
  flags.toggle("--accept-edited", to.accept_edited, "files may differ from what was applied");
  flags.toggle("--dry-run", to.dry_run, "print the SQL and run nothing");
  flags.toggle("--explain", to.dry_run, "");
  declare_patience(flags, into.patience);
  declare_database(flags, into.database);
  declare(flags, into.database.common, true);
}

void complete_request(const context& in, rollback_flags& given) {
  project::rollback_request& request = given.request;
  if (given.steps && request.reach.to) {
    throw error(failure::usage, "USAGE.FLAG", "--steps and --to say two different things")
        .advise("one of them");
  }
  if (given.steps && *given.steps < 1) {
    throw error(failure::usage, "USAGE.VALUE", "--steps is a number of migrations, 1 or more");
  }
  if (given.allow && given.allow != "data-loss") {
    throw error(failure::usage, "USAGE.VALUE",
                fmt::format("--allow knows nothing called \"{}\"", *given.allow))
        .advise("--allow data-loss");
  }
  if (given.steps) request.reach.steps = static_cast<std::size_t>(*given.steps);
  complete(given.patience, given.database.request, request.how);
  request.database = given.database.request;
  request.allow_data_loss = given.allow.has_value();
  request.consent = consent_of(in, given.confirm, std::nullopt);
  request.how.version = SLUICE_VERSION;
  request.how.interrupt = &listen_for_interruption();
}

// As it was typed, with the answer.
std::string command_line(const rollback_flags& given) {
  std::string out = "sluice rollback";
  if (given.steps) out += fmt::format(" --steps {}", *given.steps);
  if (given.request.reach.to) out += fmt::format(" --to {}", *given.request.reach.to);
  if (given.request.how.keep_data) out += " --keep-data";
  return out + " --yes";
}

// Only what is lost, and what fails: the rest is said when a migration is generated.
std::vector<ddl::statement> with_losses(std::vector<ddl::statement> statements) {
  for (ddl::statement& one : statements) {
    std::erase_if(one.hazards, [](const ddl::hazard& each) {
      return each.kind != ddl::hazard_kind::data_loss &&
             each.kind != ddl::hazard_kind::not_restored &&
             each.kind != ddl::hazard_kind::fails_on_rows;
    });
  }
  return statements;
}

std::string executable(const project::planned_way_back& one) {
  if (one.kept.empty()) return one.sql;
  std::string out;
  for (const std::string& statement : one.to_run) {
    out += statement;
    out += statement.ends_with(';') ? "\n" : ";\n";
  }
  return out;
}

void show_plan(const console& terminal, const project::rollback_plan& plan, bool is_dry_run) {
  const paint& color = terminal.err();
  for (const project::planned_way_back& one : plan.all) {
    const std::string& tag = one.way.of.entry.tag;
    const std::string file = shown_path(one.way.file.string());
    if (!one.is_computed) {
      terminal.say(fmt::format("{} {} back ➜ {}", color.yellow("·"), tag, color.link(file)));
    } else {
      terminal.say(fmt::format("{} {} back: there is no {}, this comes from the snapshots",
                               color.yellow("·"), tag, file));
      if (!is_dry_run) terminal.say(one.sql);
    }
    say_hazards(terminal, with_losses(one.statements));
    for (const run::loss& each : one.losses) {
      terminal.say(fmt::format("{} {}: {}", color.yellow("!"),
                               each.certain ? "loses data" : "may lose data",
                               color.dim(each.words)));
    }
    if (!one.kept.empty()) {
      terminal.say(fmt::format("{} kept in schema sluice_trash: {}", color.green("·"),
                               fmt::join(one.kept, ", ")));
    }
  }
}

std::string_view status_of(const rollback_flags& given, const project::rollback_result& result) {
  if (result.plan.all.empty()) return "current";
  if (given.request.dry_run) return "planned";
  return result.agreed ? "rolled_back" : "declined";
}

std::string document(const rollback_flags& given, const project::rollback_result& result,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", status_of(given, result)).member("database", given.database.database);
  out.member("losesData", result.plan.loses_data).key("migrations").begin_array();
  for (const project::planned_way_back& one : result.plan.all) {
    const std::string& tag = one.way.of.entry.tag;
    out.begin_object().member("tag", tag).member("file", shown_path(one.way.file.string()));
    out.member("computed", one.is_computed).member("sql", executable(one));
    write_statements(out, one.statements);
    out.key("losses").begin_array();
    for (const run::loss& each : one.losses) out.string(each.words);
    out.end_array().key("kept").begin_array();
    for (const std::string& each : one.kept) out.string(each);
    out.end_array().key("milliseconds");
    const auto done =
        std::find_if(result.done.begin(), result.done.end(),
                     [&](const run::applied_migration& each) { return each.tag == tag; });
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

void watch(const console& terminal, run::observer& to) {
  to.done = [&](const run::applied_migration& one) {
    terminal.say(fmt::format("{} {} taken back {}", terminal.err().green("✓"), one.tag,
                             terminal.err().dim(show(one.took))));
  };
  to.notice = [&](const std::string& tag, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    terminal.say(fmt::format("  {} {}: {}", tag, said.severity, said.text));
  };
  to.blocked = [&](const run::running_statement& now, const std::vector<run::blocker>& by) {
    terminal.say(fmt::format("  {} waits for a lock, {} so far", now.tag, show(now.elapsed)));
    for (const run::blocker& one : by) terminal.say(fmt::format("    {}", describe(one)));
  };
  to.again = [&](const run::another_try& next) {
    terminal.say(fmt::format("  {}: {}; again in {} ({} of {})", next.tag, next.reason,
                             show(next.pause), next.next, next.of));
  };
}

void say_end(const console& terminal, const rollback_flags& given,
             const project::rollback_result& result) {
  if (result.plan.all.empty()) {
    terminal.say(given.request.reach.to
                     ? fmt::format("nothing was applied after {}", *given.request.reach.to)
                     : std::string("nothing to take back: no migration is applied"));
  } else if (given.request.dry_run) {
    for (const project::planned_way_back& one : result.plan.all) {
      terminal.data(fmt::format("-- {}\n{}\n", one.way.of.entry.tag, executable(one)));
    }
    terminal.say(fmt::format("{} to take back; nothing was run", result.plan.all.size()));
  } else if (!result.agreed) {
    terminal.say("nothing was changed");
  } else {
    terminal.say(fmt::format("{} taken back; `sluice migrate` applies {} again", result.done.size(),
                             result.done.size() == 1 ? "it" : "them"));
  }
}

}  // namespace

int run_rollback(context& in) {
  rollback_flags given;
  flag_set flags("rollback",
                 "Take back the migrations that were applied last: NNNN_name.down.sql, or what\n"
                 "the snapshots say where there is none.",
                 {"sluice rollback", "sluice rollback --to 0007_orders --keep-data --yes"});
  declare_rollback(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given.database, "rollback");
  complete_request(in, given);

  const console& terminal = in.terminal;
  project::migrate_callbacks to = callbacks(in, given.database);
  watch(terminal, to.watch);
  project::rollback_callbacks ask;
  ask.show = [&](const project::rollback_plan& plan) {
    show_plan(terminal, plan, given.request.dry_run);
  };
  ask.agree = [&](const project::rollback_plan& plan) {
    const std::size_t count = plan.all.size();
    return is_agreed(
        terminal,
        {.what = fmt::format("{} migration{} would be taken back", count, count == 1 ? "" : "s"),
         .question = plan.loses_data ? "Take back, and lose what is listed above?" : "Take back?",
         .no = "no, leave it as it is",
         .yes = "yes, take back",
         .command = command_line(given)});
  };
  const project::rollback_result result = project::rollback(given.request, to, ask);
  if (terminal.chosen().json) {
    terminal.data(document(given, result, in.remarks));
  } else {
    say_end(terminal, given, result);
  }
  return 0;
}

}  // namespace sluice::cli
