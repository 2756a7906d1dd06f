// Whether a database really has the schema that a folder's migrations lead to: that schema is built
// afresh on a scratch database, and PostgreSQL's catalogs of both are compared.
#pragma once

#include <chrono>
#include <string>
#include <utility>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "project/schema_objects.hpp"
#include "project/scratch.hpp"

namespace sluice::project {

struct proof_request {
  pg::connection_target target;  // of the scratch database
  scratch_kind kind = scratch_kind::new_database;
  bool same_server = false;  // as the database that is looked at: roles are one thing there
  std::size_t last = 0;      // the migration after which the schema is meant, of the folder's
  // The ledger and the bookkeeping, which are no part of it.
  std::vector<std::pair<std::string, std::string>> left_out;
};

struct proof {
  std::vector<schema_difference> differences;
  std::string built_from;  // "the snapshot of 0003_add_email"
  std::string server;      // that built it: "15.18"
  std::chrono::milliseconds took{0};

  // What it has besides does no harm.
  bool holds() const;
};

// `live` is only read. Throws VERIFY.IMPOSSIBLE where the schema can't be built there,
// VERIFY.NOT_EMPTY, SNAPSHOT.*, PG.*.
proof prove(pg::connection& live, const migrations::folder& folder, const proof_request& asked);

}  // namespace sluice::project
