// The order in which changes apply: drizzle-kit's phases, and dependencies where those fail.
#pragma once

#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

// Changes keep their order within a phase. Where their names go in a circle, what breaks it takes
// the place of what made it in `changes`, which must outlive the result.
std::vector<const diff::change*> in_order(std::vector<diff::change>& changes);

}  // namespace sluice::ddl
