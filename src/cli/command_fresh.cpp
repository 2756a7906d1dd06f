// sluice fresh
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/consent.hpp"
#include "cli/duration.hpp"
#include "cli/report.hpp"
#include "cli/reset.hpp"
#include "cli/seeding.hpp"
#include "project/data_migrations.hpp"

namespace sluice::cli {

namespace {

struct fresh_flags {
  reset_flags reset{.command = "fresh"};
  std::optional<std::string> seeds, data_folder;
  std::optional<int> memory;
};

// A project may have no data migrations.
std::size_t migrate_data(context& in, const fresh_flags& given, const project::seeds_request& like,
                         const project::migrate_callbacks& to) {
  project::data_request request;
  request.database = given.reset.database.request;
  request.how = given.reset.request.how;
  request.bounds = like.bounds;
  request.console = like.console;
  project::data_callbacks tell;
  tell.general = to;
  tell.general.place = nullptr;
  tell.run.done = [&](const data::done_migration& one) {
    in.terminal.say(fmt::format("{} {} {}", in.terminal.err().green("✓"), one.name,
                                in.terminal.err().dim(show(one.took))));
  };
  try {
    return project::migrate_data(request, tell, false).done.size();
  } catch (const error& none) {
    if (none.code != "DATA.NO_FOLDER" || request.database.flags.data_folder) throw;
    return 0;
  }
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

int run_fresh(context& in) {
  fresh_flags given;
  flag_set flags("fresh",
                 "Start afresh: reset, migrate, apply the data migrations and run the seeds.\n"
                 "For development; what is lost is said before, as by `sluice reset`.",
                 {"sluice fresh", "sluice fresh --env test --yes"});
  flags.heading("Seeds and data migrations");
  flags.text("--seeds", "FOLDER", given.seeds, "where the seeds are (seeds, src/seeds, seed.ts)");
  flags.text("--data-folder", "FOLDER", given.reset.database.request.flags.data_folder,
             "of the data migrations (src/data-migrations)");
  flags.number("--memory-limit", "MB", given.memory, "for the project's code (1024)");
  declare_reset(flags, given.reset);
  database_flags& database = given.reset.database;
  if (!parse(in, flags, database.common)) return 0;
  complete(in, given.reset);

  project::migrate_callbacks to = callbacks(in, database);
  const project::reset_result result = reset(in, given.reset, to);
  project::seeds_result seeded;
  std::size_t migrated = 0;
  if (result.agreed) {
    project::seeds_request request;
    request.database = database.request;
    request.place = given.seeds;
    request.may_be_none = true;
    request.unsafe = given.reset.request.unsafe;
    request.how = given.reset.request.how;
    // Asked for once, by the reset.
    request.consent = given.reset.request.consent;
    request.consent.given = result.plan.database;
    complete(in, given.memory, request);
    migrated = migrate_data(in, given, request, to);
    to.place = nullptr;
    seeded = seed(in.terminal, request, to);
  }
  if (in.terminal.chosen().json) {
    json_writer out;
    out.begin_object().member("schemaVersion", json_schema_version);
    out.member("status", given.reset.request.dry_run ? "planned"
                         : result.agreed             ? "fresh"
                                                     : "declined");
    out.member("database", database.database);
    write_reset(out, result);
    out.member("dataMigrations", static_cast<std::int64_t>(migrated));
    write_seeds(out, seeded);
    write_diagnostics(out.key("diagnostics"), in.remarks);
    in.terminal.data(out.end_object().take() + "\n");
  } else if (result.agreed) {
    in.terminal.say(fmt::format(
        "fresh: {}, {}, {}", counted(result.migrated.applied.size(), "migration"),
        counted(migrated, "data migration"), counted(seeded.report.done.size(), "seed")));
  }
  return 0;
}

}  // namespace sluice::cli
