// The schema that a migrations folder had reached at one of its entries, by its snapshots.
#pragma once

#include <cstddef>
#include <optional>

#include "migrations/folder.hpp"
#include "model/database.hpp"

namespace sluice::project {

struct folder_snapshot {
  std::size_t entry = 0;  // whose snapshot it is
  model::database schema;
};

// The newest one up to the entry `last`: a file written by hand may have none. Throws SNAPSHOT.*.
std::optional<folder_snapshot> snapshot_at(const migrations::folder& folder, std::size_t last);

}  // namespace sluice::project
