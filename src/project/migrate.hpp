// Bringing a database up to its migrations folder, and saying how far it is.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "project/connection.hpp"
#include "run/migrate.hpp"
#include "run/status.hpp"

namespace sluice::project {

struct migrate_request {
  database_request database;
  run::options how;
};

// Where it works, for a person to read: known before anything happens there.
struct workplace {
  std::string database;  // without a password
  std::string origin;    // who named it: "--url"
  std::filesystem::path folder;
};

struct migrate_callbacks {
  std::function<void(const workplace&)> place;
  run::observer watch;
};

run::report migrate(const migrate_request& asked, const migrate_callbacks& to);

struct pending_migration {
  std::string tag;
  std::filesystem::path file;
  std::string sql;  // the whole file
};

// What migrate() would apply. Writes nothing.
std::vector<pending_migration> plan(const migrate_request& asked, const migrate_callbacks& to);

run::status_report status(const database_request& asked, const migrate_callbacks& to);

}  // namespace sluice::project
