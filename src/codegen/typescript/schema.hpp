// schema.ts.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "codegen/typescript/names.hpp"

namespace sluice::codegen::typescript {

// `exported` learns the names of what stands in the file for the sake of others.
std::string write_schema(const model::database& all, casing names, column_names told,
                         const std::unordered_set<std::string>& enums,
                         const std::vector<std::string>& imported, export_names& exported);

}  // namespace sluice::codegen::typescript
