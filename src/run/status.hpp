// What of a folder is in a database: read-only, and without a lock.
#pragma once

#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/match.hpp"

namespace sluice::run {

struct entry_status {
  migrations::entry entry;
  standing is = standing::pending;
  bool out_of_order = false;
  bool file_missing = false;
  std::string hash;           // of the file; empty where it is missing
  std::int64_t row_id = 0;    // in the ledger; 0 where it is pending
  std::string recorded_hash;  // what the ledger has
};

struct status_report {
  bool ledger_exists = false;
  std::vector<entry_status> entries;
  std::vector<ledger_row> unknown_rows;

  std::size_t count(standing which) const;
};

// Works without a ledger, and without a folder: then there is nothing to say of it. Throws
// LEDGER.UNREADABLE, PG.*.
status_report status(pg::connection& connection, const migrations::folder& folder,
                     const ledger_name& name = {});

}  // namespace sluice::run
