// sluice push
#include <algorithm>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "cli/agreement.hpp"
#include "cli/consent.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/push_plan.hpp"
#include "cli/rename_question.hpp"
#include "cli/report.hpp"
#include "project/push.hpp"

namespace sluice::cli {

namespace {

using outcome = project::push_result::outcome;

struct push_flags {
  database_flags database;
  project::push_request request;
  std::vector<std::string> schema, tables, schemas, extensions;
  bool force = false;
  std::optional<std::string> confirm, lock_wait, lock_timeout;
  std::optional<int> lock_retries;
};

void declare_push(flag_set& flags, push_flags& into) {
  project::push_request& to = into.request;
  config::values& values = into.database.request.flags;
  flags.heading("What is done");
  flags.toggle("--explain", to.explain, "print the plan, its losses and what stands in its way");
  flags.toggle("--dry-run", to.explain, "");
  flags.typed("--force", into.force, "don't ask before data is lost");
  flags.boolean("--strict", values.strict, "ask before every push (false)");
  flags.typed("--unsafe", to.unsafe, "also where the environment is not one of development");
  declare_consent(flags, into.confirm);
  flags.heading("What it is about");
  flags.list("--schema", "FILE", into.schema, "schema file, folder or glob; can be repeated");
  flags.choice("--casing", {"snake_case", "camelCase"}, values.casing, "");
  flags.list("--schemaFilters", "NAME", into.schemas, "schemas of the database (public)");
  flags.list("--tablesFilter", "GLOB", into.tables, "tables; !GLOB takes out (all)");
  flags.list("--extensionsFilters", "NAME", into.extensions, "");
  flags.text("--dialect", "postgresql", values.dialect, "");
  flags.heading("Renames");
  declare(flags, to.answers);
  flags.toggle("--strict-imports", to.strict_imports, "");
  flags.heading("Patience");
  flags.text("--advisory-lock-timeout", "TIME", into.lock_wait, "wait for a migrator (60s)");
  flags.text("--lock-timeout", "TIME", into.lock_timeout,
             "for statements whose locks others queue behind (5s; 0s: wait)");
  flags.number("--lock-retries", "NUMBER", into.lock_retries, "");
  declare_database(flags, into.database);
  flags.foreign("--driver", true);
  declare(flags, into.database.common, true);
}

void complete_request(const context& in, push_flags& given) {
  project::push_request& request = given.request;
  config::values& values = given.database.request.flags;
  if (!given.schema.empty()) values.schema = given.schema;
  if (!given.schemas.empty()) values.schema_filter = given.schemas;
  if (!given.tables.empty()) values.tables_filter = given.tables;
  if (!given.extensions.empty()) values.extensions_filters = given.extensions;
  if (given.lock_wait) {
    request.how.advisory_lock_timeout = read_duration("--advisory-lock-timeout", *given.lock_wait);
  }
  if (given.lock_timeout) {
    request.how.locks.lock_timeout = read_duration("--lock-timeout", *given.lock_timeout);
  }
  if (given.lock_retries) request.how.locks.retries = *given.lock_retries;
  request.database = given.database.request;
  request.how.version = SLUICE_VERSION;
  request.how.interrupt = &listen_for_interruption();
  request.consent = consent_of(in, given.confirm, std::nullopt);
}

// --force is drizzle-kit's: it answers for losses and for strict, and for nothing else.
bool agree(const console& terminal, const push_flags& given, const project::push_plan& plan) {
  const bool loses = plan.may_lose() && !given.force;
  const bool is_migrated = plan.migrations > 0;
  if (!loses && !is_migrated && (!plan.strict || given.force)) return true;
  return is_agreed(terminal,
                   {.what = loses         ? "the push would lose data"
                            : is_migrated ? "the database is kept by migrations, and a push is none"
                                          : "every push is asked for (strict)",
                    .question = loses ? "Push, and lose what is listed above?" : "Push all of it?",
                    .no = "no, leave it as it is",
                    .yes = "yes, push",
                    .command = is_migrated ? "sluice push --yes" : "sluice push --force"});
}

void watch(const console& terminal, run::observer& to) {
  to.notice = [&](const std::string& /*tag*/, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    terminal.say(fmt::format("  {}: {}", said.severity, said.text));
  };
  to.blocked = [&](const run::running_statement& now, const std::vector<run::blocker>& by) {
    terminal.say(fmt::format("  waiting for a lock, {} so far", show(now.elapsed)));
    for (const run::blocker& one : by) terminal.say(fmt::format("    {}", describe(one)));
  };
  to.again = [&](const run::another_try& next) {
    terminal.say(fmt::format("  {}; again in {} ({} of {})", next.reason, show(next.pause),
                             next.next, next.of));
  };
}

std::string_view status_of(outcome end) {
  switch (end) {
    case outcome::unchanged:
      return "unchanged";
    case outcome::planned:
      return "planned";
    case outcome::declined:
      return "declined";
    case outcome::pushed:
      return "pushed";
    case outcome::needs_input:
      break;
  }
  return "needs_input";
}

std::string document(const push_flags& given, const project::push_result& result,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", status_of(result.end)).member("database", given.database.database);
  write_push_plan(out, result.plan);
  out.key("milliseconds");
  if (result.end == outcome::pushed) {
    out.raw(fmt::format("{:.1f}", static_cast<double>(result.took.count()) / 1e3));
  } else {
    out.null();
  }
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_end(const console& terminal, const project::push_result& result) {
  switch (result.end) {
    case outcome::unchanged:
      terminal.say(fmt::format("[{}] No changes detected", terminal.err().blue("i")));
      break;
    case outcome::planned:
      terminal.data(sql_of(result.plan));
      terminal.say("nothing was run");
      break;
    case outcome::declined:
      terminal.say("nothing was changed");
      break;
    default:
      terminal.say(fmt::format("[{}] Changes applied {}", terminal.err().green("✓"),
                               terminal.err().dim(show(result.took))));
      break;
  }
}

}  // namespace

int run_push(context& in) {
  push_flags given;
  flag_set flags("push",
                 "Bring a database to the schema at once, without a migration: for development.\n"
                 "What would be lost, and what stands in the way, is said before.",
                 {"sluice push", "sluice push --explain"});
  declare_push(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given.database, "push");
  complete_request(in, given);

  const console& terminal = in.terminal;
  project::push_callbacks to;
  to.watch = callbacks(in, given.database).watch;
  watch(terminal, to.watch);
  to.place = [&](const std::string& database, const std::string& origin) {
    given.database.database = database;
    terminal.say(terminal.err().dim(fmt::format("{} ({})", database, origin)));
  };
  to.console = [&](std::string_view line) { terminal.warn(line); };
  if (terminal.may_ask()) {
    to.ask = [&](const diff::question& open) { return ask(terminal, open); };
  }
  to.show = [&](const project::push_plan& plan) {
    say_push_plan(terminal, plan, given.request.explain);
    if (!given.request.explain) add_obstacles(in.remarks, plan);
  };
  to.agree = [&](const project::push_plan& plan) { return agree(terminal, given, plan); };

  const project::push_result result = project::push(given.request, to);
  if (result.end == outcome::needs_input) return leave_open(terminal, "push", result.questions);
  if (terminal.chosen().json) {
    terminal.data(document(given, result, in.remarks));
  } else {
    say_end(terminal, result);
  }
  return 0;
}

}  // namespace sluice::cli
