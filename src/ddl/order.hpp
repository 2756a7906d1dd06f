// The order in which changes apply: drizzle-kit's phases, and dependencies where those fail.
#pragma once

#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

// Changes keep their order within a phase.
std::vector<const diff::change*> in_order(const std::vector<diff::change>& changes);

}  // namespace sluice::ddl
