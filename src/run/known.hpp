// The folder's migrations beside the ledger's rows.
#pragma once

#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/match.hpp"
#include "run/recorded.hpp"

namespace sluice::run {

// Hashes every file; a missing one has no hash.
std::vector<known_migration> known_migrations(const migrations::folder& folder);

// match(), where a file that differs from what was applied in its line ends alone is not edited.
matching compare(const migrations::folder& folder, std::vector<known_migration>& known,
                 const ledger& applied);

// The same with the tags that the history knows: it is asked where hashes and times leave something
// open, and not otherwise.
matching compare(pg::connection& connection, const ledger_name& name,
                 const migrations::folder& folder, std::vector<known_migration>& known,
                 ledger& applied);

}  // namespace sluice::run
