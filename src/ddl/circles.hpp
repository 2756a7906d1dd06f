// Names that go round: a is to be b, and b is to be a. One of them passes through a temporary name.
#pragma once

#include <vector>

#include "ddl/dependency.hpp"

namespace sluice::ddl {

// The first change of a circle that can be taken apart, or the number of changes.
position first_knot(const std::vector<const diff::change*>& changes,
                    const std::vector<edge>& edges);

// Puts its parts into its place.
void untie(std::vector<diff::change>& changes, const diff::change* knot);

}  // namespace sluice::ddl
