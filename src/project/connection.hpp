// Which database, ledger and migrations folder a command means: flags, environment, drizzle.config
// and the project's own server, in that order.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "catalog/read.hpp"
#include "config/settings.hpp"
#include "pg/target.hpp"
#include "project/surroundings.hpp"
#include "run/ledger.hpp"

namespace sluice::project {

struct database_request {
  location where;
  std::optional<std::string> url;
  config::values flags;                          // out and the ledger's names
  std::optional<std::string> statement_timeout;  // as PostgreSQL takes it: "5s"
  std::vector<std::string> arguments;            // the command line, as process.argv shows it
  bool reads_schema = false;                     // the filters of the configuration count
};

struct database_place {
  pg::connection_target target;
  run::ledger_name ledger;
  std::filesystem::path out;
  std::optional<config::environment_name> environment;  // --env and its kin
  bool protect = false;                 // sluice.toml says so of it, or of every database
  std::vector<std::string> extensions;  // that the project wants
  catalog::scope about;                 // what of the database is the project's
};

// The steps of find_database(). The first evaluates the configuration, the others may run a program
// that gives the password.
config::settings settings_for(const database_request& asked, const surroundings& at,
                              const std::function<void(const diagnostic&)>& remark);
pg::connection_target target_for(const database_request& asked, const surroundings& at,
                                 const config::settings& said);
database_place place_for(const database_request& asked, const surroundings& at,
                         const config::settings& said,
                         const std::function<void(const diagnostic&)>& remark);

// Evaluates the configuration only for what the flags don't say. Throws CONFIG.*, SCRIPT.*,
// PG.NO_TARGET, PG.URL, PG.SECRET_FILE, PG.PASSWORD_COMMAND (failure::connect).
database_place find_database(const database_request& asked,
                             const std::function<void(const diagnostic&)>& remark);

}  // namespace sluice::project
