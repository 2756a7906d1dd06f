// The folder's migrations beside the ledger's rows.
#pragma once

#include <vector>

#include "migrations/folder.hpp"
#include "run/ledger.hpp"
#include "run/match.hpp"

namespace sluice::run {

// Hashes every file; a missing one has no hash.
std::vector<known_migration> known_migrations(const migrations::folder& folder);

// match(), where a file that differs from what was applied in its line ends alone is not edited.
matching compare(const migrations::folder& folder, std::vector<known_migration>& known,
                 const ledger& applied);

}  // namespace sluice::run
