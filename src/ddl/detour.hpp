// The way of what goes to another schema while its names there are in circles: under a name of its
// own, with everything that belongs to it.
#pragma once

#include <vector>

#include "diff/change.hpp"

namespace sluice::ddl {

// The steps that stand for those of the change's object; none where it stays in its schema, or has
// a name of its own already.
std::vector<diff::change> detour_of(const diff::change& one, const std::vector<diff::change>& all);

// Whether the other is a step of the same object, which its detour stands for too.
bool is_step_of_one(const diff::change& one, const diff::change& other);

}  // namespace sluice::ddl
