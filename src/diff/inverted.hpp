// The answers that take the way back: what was renamed gets its old name again, and everything else
// that looks renamed is not.
#pragma once

#include "diff/compare.hpp"
#include "model/database.hpp"

namespace sluice::diff {

// For compare(after, before, …), from those that compare(before, after, …) was given.
answers inverted(const answers& given, const model::database& before, const model::database& after);

}  // namespace sluice::diff
