// Taking back the files of the last migrations, as long as no database has them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "migrations/folder.hpp"
#include "project/connection.hpp"

namespace sluice::project {

struct drop_request {
  database_request database;
  std::size_t steps = 1;
  std::optional<std::string> tag;  // which the first of them has to be
  bool offline = false;            // databases that don't answer count as such that have nothing
};

// One that the project knows: the database that commands use unasked, that of each environment of
// sluice.toml, that of the project's own server.
struct known_database {
  std::string name;                  // without a password
  std::string origin;                // who names it
  std::vector<std::string> applied;  // of those that would be dropped
  std::string unreachable;           // why, where it does not answer
};

struct drop_plan {
  migrations::folder folder;
  std::vector<std::string> tags;             // the newest first
  std::vector<std::filesystem::path> files;  // that would go
  std::vector<known_database> databases;
};

// Throws FOLDER.*, DROP.NOTHING, DROP.UNKNOWN and DROP.NOT_LAST (failure::config).
drop_plan plan_drop(const drop_request& asked,
                    const std::function<void(const diagnostic&)>& remark);

// Throws DROP.APPLIED (failure::ledger) and DROP.UNREACHABLE (failure::connect).
void expect_unapplied(const drop_plan& plan, bool offline);

// Removes them. Throws FOLDER.CHANGED where the folder is another one by now.
void drop(drop_plan& plan);

}  // namespace sluice::project
