// What must stand before what, beyond drizzle-kit's phases: its order fails on PostgreSQL where
// these are not met.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

using edge = std::pair<std::size_t, std::size_t>;  // the first before the second

std::vector<edge> dependencies(const std::vector<const diff::change*>& changes);

}  // namespace sluice::ddl
