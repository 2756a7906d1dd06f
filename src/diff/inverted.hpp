// The answers that take the way back: what was renamed gets its old name again, and everything else
// that looks renamed is not.
#pragma once

#include <vector>

#include "diff/compare.hpp"

namespace sluice::diff {

// For compare(after, before, …), from the renames in the outcome of compare(before, after, …).
answers inverted(const std::vector<rename>& renames);

}  // namespace sluice::diff
