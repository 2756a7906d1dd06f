// Where a schema can be built to be compared with a database's.
#pragma once

#include <optional>
#include <string>

#include "pg/target.hpp"
#include "project/opened.hpp"
#include "project/scratch.hpp"

namespace sluice::project {

struct proving_ground {
  pg::connection_target target;
  scratch_kind is = scratch_kind::new_database;
  bool same_server = false;  // as the database that is looked at: roles are one thing there
  std::string name;          // for a person to read
};

// The one that is named; the project's own server where it is of the same major version; a database
// made beside the one that is looked at; else the project's own server. Throws PG.URL,
// VERIFY.NO_SERVER.
proving_ground find_ground(const std::optional<std::string>& scratch_url, const location& where,
                           opened& at);

}  // namespace sluice::project
