// What a rollback takes back: so many migrations, or those behind one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "run/status.hpp"

namespace sluice::run {

// How far back. Without a tag, so many migrations.
struct rollback_reach {
  std::size_t steps = 1;
  std::optional<std::string> to;  // all that were applied after it

  bool operator==(const rollback_reach&) const = default;
};

// An applied migration that is to be taken back.
struct applied_entry {
  migrations::entry entry;
  std::vector<std::int64_t> rows;  // its rows of the ledger, the first first
  bool file_missing = false;

  bool operator==(const applied_entry&) const = default;
};

// Of this folder, the last applied first. Pure. Throws ROLLBACK.UNKNOWN, ROLLBACK.NOT_APPLIED,
// LEDGER.EDITED, LEDGER.HALF_APPLIED (failure::ledger).
std::vector<applied_entry> last_applied(const status_report& now, const rollback_reach& reach,
                                        bool accept_edited);

}  // namespace sluice::run
