// What in a database is a project's own: what its migrations made, by their snapshots and their
// SQL.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "migrations/folder.hpp"

namespace sluice::project {

using qualified_name = std::pair<std::string, std::string>;  // schema, name

struct ownership {
  // All that is in them is the project's: public, where a migration puts anything there, and those
  // that a migration creates.
  std::vector<std::string> schemas;
  // What migrations create in schemas that somebody else made.
  std::vector<qualified_name> relations, types;
  std::vector<std::string> roles;
  struct policy {
    std::string table;  // "schema"."table"
    std::string name;
  };
  std::vector<policy> policies;  // on tables of others
};

// Reads every migration and every snapshot of the folder. Throws FOLDER.FILE_MISSING, SNAPSHOT.*.
ownership owned_by(const migrations::folder& folder);

}  // namespace sluice::project
