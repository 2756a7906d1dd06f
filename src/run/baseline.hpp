// Marks migrations as applied that a database has without ever having run them. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "run/rewrite.hpp"
#include "run/status.hpp"

namespace sluice::run {

struct baseline_plan {
  std::size_t last = 0;  // the migration up to which, of status_report::entries
  std::vector<rewrite> marks;
};

// All that is pending up to `until`, or to the end. Throws FOLDER.UNKNOWN_TAG (failure::config),
// FOLDER.EMPTY, FOLDER.FILE_MISSING, FOLDER.DUPLICATE_TAG (failure::ledger).
baseline_plan plan_baseline(const status_report& now, const std::optional<std::string>& until);

}  // namespace sluice::run
