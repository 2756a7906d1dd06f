// sluice migrate
#include <chrono>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json_writer.hpp"
#include "cli/baseline.hpp"
#include "cli/database_flags.hpp"
#include "cli/duration.hpp"
#include "cli/interruption.hpp"
#include "cli/live_line.hpp"
#include "cli/log_migrate.hpp"
#include "cli/migrate_preset.hpp"
#include "cli/patience_flags.hpp"
#include "cli/report.hpp"
#include "cli/wait_flags.hpp"

namespace sluice::cli {

namespace {

struct migrate_flags {
  database_flags database;
  wait_flags before;
  patience_flags patience;
  std::optional<std::string> out_of_order, within;
  bool dry_run = false;
  std::optional<std::string> plan, plan_out;
  bool accept_edited = false;
  bool fake = false;
  std::optional<std::string> until;
  proof_flags proof;
};

void declare_migrate(flag_set& flags, migrate_flags& into) {
  flags.heading("What is applied");
  flags.toggle("--dry-run", into.dry_run, "print what would be sent, as SQL, and apply nothing");
  flags.text("--plan-out", "FILE", into.plan_out, "write what would be applied, to be approved");
  flags.text("--plan", "FILE", into.plan, "apply that plan, or nothing where anything changed");
  flags.toggle("--explain", into.dry_run, "");
  flags.choice("--out-of-order", {"apply", "refuse"}, into.out_of_order,
               "ones older than the last applied (apply; in production refuse)");
  flags.choice("--tx", {"file", "all", "none"}, into.within,
               "a transaction for each file, for all, or none (file)");
  flags.toggle("--accept-edited", into.accept_edited, "files may differ from what was applied");
  flags.toggle("--fake", into.fake, "mark them as applied instead: see sluice help baseline");
  flags.text("--until", "TAG", into.until, "with --fake: the last one that is marked (all)");
  flags.toggle("--no-verify", into.proof.no_verify, "");
  flags.text("--scratch-url", "URL", into.proof.scratch_url, "");
  declare_patience(flags, into.patience);
  declare_wait(flags, into.before);
  declare_database(flags, into.database);
  flags.foreign("--ignore-conflicts", false).foreign("--init", false);
  declare(flags, into.database.common, true);
}

std::string_view plural(std::size_t count) {
  return count == 1 ? "" : "s";
}

// Says what happens as it happens; the live line makes room for every other one.
void watch(context& in, live_line& live, run::observer& to) {
  const console& terminal = in.terminal;
  to.begin = [&](const std::string& tag, std::size_t number, std::size_t of) {
    live.clear();
    terminal.detail(fmt::format("({}/{}) {}", number, of, tag));
  };
  to.done = [&](const run::applied_migration& one) {
    live.clear();
    std::string size = fmt::format("{} statement{}", one.statements,
                                   plural(static_cast<std::size_t>(one.statements)));
    if (one.took.count() > 0) size += fmt::format(", {}", show(one.took));
    terminal.say(
        fmt::format("{} {} {}", terminal.err().green("✓"), one.tag, terminal.err().dim(size)));
  };
  to.notice = [&](const std::string& tag, const pg::server_message& said) {
    if (said.severity == "NOTICE" && !terminal.chosen().verbose) return;
    live.clear();
    terminal.say(fmt::format("  {} {}: {}", tag, said.severity, said.text));
  };
  to.running = [&](const run::running_statement& now) {
    std::string text = now.tag;
    if (now.statement > 0) text += fmt::format(" statement {} of {}", now.statement, now.of);
    text += fmt::format(", {}", show(now.elapsed));
    if (!now.doing.empty()) text += fmt::format(", {}", now.doing);
    live.show(text, now.elapsed);
  };
  to.blocked = [&](const run::running_statement& now, const std::vector<run::blocker>& by) {
    live.clear();
    terminal.say(fmt::format("  {} waits for a lock, {} so far{}", now.tag, show(now.elapsed),
                             by.empty() ? "" : ":"));
    for (const run::blocker& one : by) terminal.say(fmt::format("    {}", describe(one)));
  };
  to.again = [&](const run::another_try& next) {
    live.clear();
    terminal.say(fmt::format("  {}: {}; again in {} ({} of {})", next.tag, next.reason,
                             show(next.pause), next.next, next.of));
  };
  to.remark = [&live, before = to.remark](const diagnostic& one) {
    live.clear();
    before(one);
  };
}

std::string document(const migrate_flags& given, std::string_view status,
                     const std::vector<run::applied_migration>& applied,
                     const project::dry_run& planned, const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", status).member("database", given.database.database);
  out.key("migrations").begin_array();
  for (const run::applied_migration& one : applied) {
    out.begin_object().member("tag", one.tag).member("statements", one.statements);
    out.key("milliseconds").raw(fmt::format("{:.1f}", static_cast<double>(one.took.count()) / 1e3));
    out.end_object();
  }
  for (const project::pending_migration& one : planned.pending) {
    out.begin_object().member("tag", one.tag).member("file", shown_path(one.file.string()));
    out.member("sql", one.sql).end_object();
  }
  out.end_array();
  if (status == "planned") out.member("before", planned.before).member("after", planned.after);
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

int dry_run(context& in, const migrate_flags& given, const project::migrate_request& request,
            const project::migrate_callbacks& to) {
  const project::dry_run found = project::plan(request, to);
  if (given.plan_out) write_file_atomically(*given.plan_out, found.plan);
  if (in.terminal.chosen().json) {
    in.terminal.data(
        document(given, found.pending.empty() ? "current" : "planned", {}, found, in.remarks));
    return 0;
  }
  if (given.dry_run) {
    in.terminal.data(found.before);
    for (const project::pending_migration& one : found.pending) in.terminal.data(one.sql);
    in.terminal.data(found.after);
  }
  in.terminal.say(found.pending.empty()
                      ? "nothing to apply: the database is up to date"
                      : fmt::format("{} pending; nothing was applied", found.pending.size()));
  if (given.plan_out) in.terminal.say(fmt::format("the plan is in {}", *given.plan_out));
  return 0;
}

int fake(context& in, migrate_flags& given, std::chrono::milliseconds lock_wait) {
  project::baseline_request request;
  request.until = given.until;
  request.dry_run = given.dry_run;
  request.command = "migrate --fake";
  request.lock.timeout = lock_wait;
  return run_baseline(in, given.database, given.proof, std::move(request));
}

}  // namespace

int run_migrate(context& in) {
  return migrate(in, {});
}

int migrate(context& in, const migrate_preset& preset) {
  migrate_flags given;
  flag_set flags(preset.command, preset.summary, preset.examples);
  declare_migrate(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  project::migrate_request request;
  complete(given.patience, given.database.request, request.how);
  complete(in, given.database, "migrate");

  if (given.plan && (given.fake || given.dry_run || given.plan_out)) {
    throw error(failure::usage, "USAGE.FLAG", "--plan applies, and nothing else goes with it")
        .advise("sluice migrate --plan FILE");
  }
  if (given.fake) return fake(in, given, request.how.advisory_lock_timeout);
  if (given.until || given.proof.no_verify || given.proof.scratch_url) {
    throw error(failure::usage, "USAGE.FLAG",
                "--until, --no-verify and --scratch-url belong to --fake")
        .advise("sluice migrate --fake --until TAG");
  }

  request.database = given.database.request;
  request.before = preparation_of(given.before, preset.before);
  request.how.version = SLUICE_VERSION;
  request.plan = given.plan;
  request.how.accept_edited = given.accept_edited;
  if (given.out_of_order) {
    request.older =
        given.out_of_order == "refuse" ? run::out_of_order::refuse : run::out_of_order::apply;
  }
  if (given.within == "all") request.how.within = run::transactions::all;
  if (given.within == "none") request.how.within = run::transactions::none;
  request.how.interrupt = &listen_for_interruption();

  project::migrate_callbacks to = callbacks(in, given.database);
  watch(in, to.before);
  request.wants_plan = given.plan_out.has_value();
  if (given.dry_run || given.plan_out) return dry_run(in, given, request, to);
  live_line live(in.terminal);
  watch(in, live, to.watch);
  if (in.terminal.chosen().log_json) log_run(in, given.database, to);
  int applied = 0;
  bool began = false;
  const auto done = to.watch.done;
  const auto starting = to.watch.begin;
  to.watch.begin = [&](const std::string& tag, std::size_t number, std::size_t of) {
    began = true;
    starting(tag, number, of);
  };
  to.watch.done = [&](const run::applied_migration& one) {
    ++applied;
    done(one);
  };
  const auto begin = std::chrono::steady_clock::now();
  try {
    const run::report result = project::migrate(request, to);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
        std::chrono::steady_clock::now() - begin);
    log_finished(in.terminal, result, took);
    if (in.terminal.chosen().json) {
      in.terminal.data(document(given, result.applied.empty() ? "current" : "applied",
                                result.applied, {}, in.remarks));
    } else if (in.terminal.chosen().log_json) {
      return 0;
    } else if (result.applied.empty()) {
      in.terminal.say(fmt::format("nothing to apply: {} applied before", result.already));
    } else {
      in.terminal.say(fmt::format("{} applied in {}, {} before", result.applied.size(), show(took),
                                  result.already));
    }
    return 0;
  } catch (const error&) {
    live.clear();
    if (began && !in.terminal.chosen().log_json) {
      in.terminal.say(
          fmt::format("{} {} applied, then it ended:", in.terminal.err().red("✗"), applied));
    }
    throw;
  }
}

}  // namespace sluice::cli
