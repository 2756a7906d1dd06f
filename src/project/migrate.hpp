// Bringing a database up to its migrations folder, and saying how far it is.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "project/opened.hpp"
#include "project/schema_objects.hpp"
#include "run/migrate.hpp"
#include "run/status.hpp"

namespace sluice::project {

struct migrate_request {
  database_request database;
  preparation before;
  run::options how;
  // Else they are applied in development and refused in production: where the environment is called
  // so, or the database is protected.
  std::optional<run::out_of_order> older;
  std::optional<std::string> plan;  // a file: that is applied, or nothing
  bool wants_plan = false;          // of plan(): the document too
};

run::report migrate(const migrate_request& asked, const migrate_callbacks& to);

struct pending_migration {
  std::string tag;
  std::filesystem::path file;
  std::string sql;  // what would be sent
};

struct dry_run {
  std::vector<pending_migration> pending;
  std::string before, after;  // SQL around all of them: the ledger's table, one transaction
  std::string plan;           // the document that --plan takes, where it is wanted
};

// What migrate() would apply: the same way, but that the session may only read.
dry_run plan(const migrate_request& asked, const migrate_callbacks& to);

struct database_status : run::status_report {
  std::vector<schema_object> others;  // in the database, and nothing that a Drizzle schema can say
};

// Throws as run::status() does. `others` are looked for only where they are wanted.
database_status status(const database_request& asked, const migrate_callbacks& to,
                       bool with_others);

}  // namespace sluice::project
