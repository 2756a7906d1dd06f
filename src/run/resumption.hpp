// Going on where an earlier run ended in the middle of a migration, if the file is still the one
// that it ran.
#pragma once

#include <vector>

#include "run/history.hpp"
#include "run/portion.hpp"
#include "run/recorded.hpp"
#include "run/session.hpp"

namespace sluice::run {

// Of those that are to be applied. Throws LEDGER.EDITED_HALFWAY, LEDGER.UNSURE (failure::ledger).
void take_up(std::vector<migration>& all, const std::vector<unfinished_step>& unfinished,
             const session& says);

// Of those that are to be taken back. Throws the same.
void take_up_ways_back(std::vector<migration>& all, const std::vector<recorded_step>& steps,
                       const session& says);

// Of those that stay as they are, half taken back.
void remark_on_ways_back(const std::vector<recorded_step>& steps, const session& says);

}  // namespace sluice::run
