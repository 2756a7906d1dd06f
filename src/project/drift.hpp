// What a database has that its migrations don't say, and the reverse.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "project/opened.hpp"
#include "project/schema_objects.hpp"
#include "project/way.hpp"

namespace sluice::project {

struct drift_request {
  database_request database;
  std::optional<std::string> until;  // TAG: its schema is expected; else the last applied one's
};

struct drift_result {
  std::string expected;  // "0003_email": the migration whose schema it should have
  bool is_applied =
      false;  // that one is the last applied; else nothing is, and it is the folder's last
  std::size_t pending = 0;
  std::vector<schema_difference> differences;  // of the database from the snapshot
  std::vector<schema_object> others;  // in the database, and nothing that a snapshot can say
  std::vector<std::string> outside;   // what was not looked at: "schema audit", "table legacy"
  way mend;                           // makes the database as the snapshot says
  way keep;                           // leads from the snapshot to the database as it is
};

// Only reads. Throws FOLDER.*, SNAPSHOT.*, LEDGER.UNREADABLE, PG.*.
drift_result find_drift(const drift_request& asked, const migrate_callbacks& to);

}  // namespace sluice::project
