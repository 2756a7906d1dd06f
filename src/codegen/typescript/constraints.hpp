// What stands behind a table's columns in schema.ts: indexes, keys, constraints, policies.
#pragma once

#include <string>

#include "codegen/typescript/names.hpp"

namespace sluice::codegen::typescript {

// ", (table) => […]"; nothing for a table without any. `is_typed`: with the type that it gives.
void write_constraints(std::string& out, const model::table& table, const export_names& exported,
                       bool is_typed);

// pgPolicy("name", { … })
std::string policy_call(const model::policy& policy, const export_names& exported);

}  // namespace sluice::codegen::typescript
