// sluice drop
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json_writer.hpp"
#include "base/text.hpp"
#include "cli/agreement.hpp"
#include "cli/database_flags.hpp"
#include "cli/report.hpp"
#include "project/drop.hpp"

namespace sluice::cli {

namespace {

struct drop_flags {
  database_flags database;
  std::vector<std::string> tag;
  std::optional<int> steps;
  bool offline = false, dry_run = false;
};

void write_database(json_writer& out, const project::known_database& one) {
  out.begin_object().member("name", one.name).member("origin", one.origin);
  out.member("answered", one.unreachable.empty()).key("applied").begin_array();
  for (const std::string& tag : one.applied) out.string(tag);
  out.end_array().end_object();
}

std::string document(std::string_view status, const project::drop_plan& plan,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version).member("status", status);
  out.key("tags").begin_array();
  for (const std::string& one : plan.tags) out.string(one);
  out.end_array().key("files").begin_array();
  for (const std::filesystem::path& one : plan.files) out.string(shown_path(one.string()));
  out.end_array().key("databases").begin_array();
  for (const project::known_database& one : plan.databases) write_database(out, one);
  write_diagnostics(out.end_array().key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_plan(const console& terminal, const project::drop_plan& plan) {
  const paint& color = terminal.err();
  for (const std::string& one : plan.tags) terminal.say(color.bold(one));
  for (const std::filesystem::path& one : plan.files) {
    terminal.say(fmt::format("  {} {}", color.red("-"), shown_path(one.string())));
  }
  for (const project::known_database& one : plan.databases) {
    const std::string who =
        fmt::format("{} {}", one.name, color.dim(fmt::format("({})", one.origin)));
    if (!one.unreachable.empty()) {
      terminal.warn(fmt::format("{} {} does not answer: whether it has applied this, nobody knows",
                                color.yellow("!"), who));
    } else if (one.applied.empty()) {
      terminal.say(fmt::format("{} {} has not applied this", color.green("✓"), who));
    } else {
      terminal.say(
          fmt::format("{} {} has applied {}", color.red("✗"), who, join(one.applied, ", ")));
    }
  }
  if (plan.databases.empty()) {
    terminal.warn(
        fmt::format("{} no database is configured: nobody could be asked whether it has "
                    "applied this",
                    color.yellow("!")));
  }
}

}  // namespace

int run_drop(context& in) {
  drop_flags given;
  flag_set flags("drop",
                 "Remove the files of the last migrations, which no database has applied yet: the\n"
                 "SQL, its way back, the snapshot and the journal's entry.",
                 {"sluice drop", "sluice drop 0007_orders --steps 2"});
  flags.words("TAG", given.tag);
  flags.heading("What goes");
  flags.number("--steps", "N", given.steps, "so many of the last migrations (1)");
  flags.toggle("--offline", given.offline,
               "also where a database that may have them can't be asked");
  flags.toggle("--dry-run", given.dry_run, "say what would go, and remove nothing");
  declare_database(flags, given.database);
  declare(flags, given.database.common, true);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(in, given.database, "generate");
  if (given.tag.size() > 1) {
    throw error(failure::usage, "USAGE.ARGUMENT",
                fmt::format("sluice drop takes one migration; not {}", given.tag.size()))
        .advise("sluice drop --help");
  }
  if (given.steps && *given.steps < 1) {
    throw error(failure::usage, "USAGE.VALUE", "--steps takes a number from 1 on");
  }
  project::drop_request request;
  request.database = given.database.request;
  request.steps = static_cast<std::size_t>(given.steps.value_or(1));
  request.offline = given.offline;
  if (!given.tag.empty()) request.tag = given.tag.front();

  const console& terminal = in.terminal;
  project::drop_plan plan = project::plan_drop(request, [&](const diagnostic& one) {
    in.remarks.push_back(one);
    report(terminal, one);
  });
  say_plan(terminal, plan);
  project::expect_unapplied(plan, request.offline);
  const auto finish = [&](std::string_view status, std::string_view words) {
    if (terminal.chosen().json) terminal.data(document(status, plan, in.remarks));
    terminal.say(words);
    return 0;
  };
  if (given.dry_run) return finish("planned", "nothing was removed");
  const std::string command = request.steps == 1
                                  ? "sluice drop --yes"
                                  : fmt::format("sluice drop --steps {} --yes", request.steps);
  const bool agreed =
      is_agreed(terminal, {.what = fmt::format("{} would be removed", join(plan.tags, ", ")),
                           .question = "Remove these files?",
                           .no = "no, keep them",
                           .yes = "yes, remove them",
                           .command = command});
  if (!agreed) return finish("declined", "nothing was removed");
  project::drop(plan);
  return finish("dropped",
                fmt::format("[{}] {} removed", terminal.err().green("✓"), join(plan.tags, ", ")));
}

}  // namespace sluice::cli
