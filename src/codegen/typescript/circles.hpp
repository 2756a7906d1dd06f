// Tables whose foreign keys go round in a circle: TypeScript can't find out what type each has
// unless it is told what the function with its constraints gives.
#pragma once

#include <unordered_set>

#include "model/database.hpp"

namespace sluice::codegen::typescript {

std::unordered_set<const model::table*> tables_in_circles(const model::database& all);

}  // namespace sluice::codegen::typescript
