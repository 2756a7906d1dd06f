// What schema.ts imports from drizzle-orm/pg-core, in drizzle-kit's order.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "model/database.hpp"

namespace sluice::codegen::typescript {

// `enums`: qualified names.
std::vector<std::string> imports_of(const model::database& all,
                                    const std::unordered_set<std::string>& enums);

}  // namespace sluice::codegen::typescript
