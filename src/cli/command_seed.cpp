// sluice seed
#include <fmt/format.h>

#include "base/error.hpp"
#include "cli/consent.hpp"
#include "cli/patience_flags.hpp"
#include "cli/report.hpp"
#include "cli/seed_rows.hpp"
#include "cli/seeding.hpp"

namespace sluice::cli {

namespace {

struct seed_flags {
  database_flags database;
  seed_rows_flags rows;
  project::seeds_request request;
  patience_flags patience;
  std::optional<std::string> confirm;
  std::optional<int> memory;
};

void declare_seed(flag_set& flags, seed_flags& into) {
  flags.words("NAME...", into.request.names);
  flags.heading("The project's seeds");
  flags.text("--seeds", "FOLDER", into.request.place, "where they are (seeds, src/seeds, seed.ts)");
  flags.toggle("--again", into.request.again, "also those that were run, and did not change");
  flags.number("--memory-limit", "MB", into.memory, "for the project's code (1024)");
  declare_rows(flags, into.rows);
  flags.heading("Guards");
  flags.typed("--unsafe", into.request.unsafe,
              "also where the environment is not one of development");
  declare_consent(flags, into.confirm);
  declare_patience(flags, into.patience);
  declare_database(flags, into.database);
  declare(flags, into.database.common, true);
}

std::string document(const seed_flags& given, const project::seeds_result& result,
                     const diagnostics& remarks) {
  json_writer out;
  out.begin_object().member("schemaVersion", json_schema_version);
  out.member("status", result.report.done.empty() ? "current" : "seeded");
  out.member("database", given.database.database);
  write_seeds(out, result);
  write_diagnostics(out.key("diagnostics"), remarks);
  return out.end_object().take() + "\n";
}

void say_end(const console& terminal, const project::seeds_result& result) {
  if (!result.left_out.empty()) {
    terminal.say(fmt::format("not for this environment: {}", fmt::join(result.left_out, ", ")));
  }
  const std::size_t count = result.report.done.size();
  std::string before;
  if (result.report.already > 0) before = fmt::format(", {} before", result.report.already);
  if (count == 0) {
    terminal.say(fmt::format("nothing to seed{}", before));
  } else {
    terminal.say(fmt::format("{} seed{} run{}", count, count == 1 ? "" : "s", before));
  }
}

}  // namespace

int run_seed(context& in) {
  seed_flags given;
  flag_set flags("seed",
                 "Run the project's seeds: TypeScript, SQL and loads, each once until it changes.\n"
                 "Or fill tables with generated rows: realistic, the same every time, and exactly\n"
                 "as many as asked for.",
                 {"sluice seed", "sluice seed 02_products --again", "sluice seed --generate 100",
                  "sluice seed --generate 50 --table users --table orders=500"});
  declare_seed(flags, given);
  if (!parse(in, flags, given.database.common)) return 0;
  complete(given.patience, given.database.request, given.request.how);
  complete(in, given.database, "seed");
  given.request.consent = consent_of(in, given.confirm, std::nullopt);
  if (given.rows.rows) {
    if (!given.request.names.empty()) {
      throw error(failure::usage, "USAGE.ARGUMENT",
                  fmt::format("--generate takes no seed, and {} is one", given.request.names[0]))
          .advise("sluice seed --generate 100 --table NAME");
    }
    given.rows.request.unsafe = given.request.unsafe;
    given.rows.request.consent = given.request.consent;
    return generate_rows(in, given.database, given.rows);
  }
  if (!given.rows.tables.empty()) {
    throw error(failure::usage, "USAGE.FLAG", "--table belongs to --generate")
        .advise("sluice seed --generate 100 --table NAME");
  }
  given.request.database = given.database.request;
  complete(in, given.memory, given.request);
  project::migrate_callbacks to = callbacks(in, given.database);
  const project::seeds_result result = seed(in.terminal, given.request, to);
  if (in.terminal.chosen().json) {
    in.terminal.data(document(given, result, in.remarks));
  } else {
    say_end(in.terminal, result);
  }
  return 0;
}

}  // namespace sluice::cli
