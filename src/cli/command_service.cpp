// sluice service: the entrypoint of a migrator image (deploy/).
#include <algorithm>
#include <cstdlib>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "cli/interruption.hpp"
#include "cli/migrate_preset.hpp"
#include "cli/report.hpp"
#include "cli/service_variables.hpp"
#include "project/surroundings.hpp"

namespace sluice::cli {

namespace {

using namespace std::chrono_literals;

migrate_preset preset() {
  migrate_preset out;
  out.command = "service";
  out.summary =
      "Migrate as a container does: read the environment, wait for the server, create the "
      "database\n"
      "and the extensions, apply what is pending, exit.\n"
      "\n"
      "The database is DATABASE_URL's, or what these say; NAME_FILE is a file that holds NAME:\n"
      "  DB_HOST            vectorchord, where it is not set\n"
      "  DB_PORT            5432\n"
      "  POSTGRES_USER      postgres\n"
      "  POSTGRES_PASSWORD  postgres\n"
      "  POSTGRES_DB        streamystats\n"
      "NODE_ENV is production, and SLUICE_LOG=json writes one JSON object a line.";
  out.examples = {
      "DATABASE_URL=postgresql://user:password@db:5432/app sluice service",
      "DB_HOST=db POSTGRES_DB=app POSTGRES_PASSWORD_FILE=/run/secrets/db sluice service",
      "SLUICE_EXTENSIONS=none SLUICE_WAIT=2min SLUICE_LOG=json sluice service"};
  out.before.wait = 60s;
  out.before.create_database = true;
  // What the service that this one replaces always made; a server without them is none the worse.
  out.before.extensions = {"vector", "uuid-ossp"};
  out.before.extensions_if_possible = true;
  out.before.migrations_required = true;
  return out;
}

bool asks_for_help(const context& in) {
  return std::any_of(in.arguments.begin(), in.arguments.end(),
                     [](const std::string& word) { return word == "--help" || word == "-h"; });
}

std::optional<std::string> file(const std::string& name) {
  return read_file_if_exists(name);
}

void read_environment(context& in) {
  const service_variables said = read_service_variables(project::look_around({}).environment, file);
  std::size_t mistakes = 0;
  for (const diagnostic& one : said.found) {
    in.remarks.push_back(one);
    report(in.terminal, one);
    if (one.level == severity::error) ++mistakes;
  }
  if (mistakes > 0) {
    throw error(failure::config, "CONFIG.VARIABLE",
                fmt::format("{} in the environment; nothing was tried",
                            mistakes == 1 ? "a mistake" : fmt::format("{} mistakes", mistakes)))
        .advise("sluice service --help, and docs/guide.md names the variables");
  }
  for (const auto& [name, value] : said.defaults) ::setenv(name.c_str(), value.c_str(), 0);
}

}  // namespace

int run_service(context& in) {
  listen_for_interruption();  // at once: process 1 of a container is deaf to other signals
  if (!asks_for_help(in)) {
    ::setenv("NODE_ENV", "production", 0);  // for drizzle.config, where there is one
    read_environment(in);
  }
  return migrate(in, preset());
}

}  // namespace sluice::cli
