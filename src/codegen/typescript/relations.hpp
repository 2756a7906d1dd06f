// relations.ts: the foreign keys, for drizzle-orm's relational queries.
#pragma once

#include <string>

#include "codegen/typescript/names.hpp"

namespace sluice::codegen::typescript {

std::string write_relations(const model::database& all, const export_names& exported);

}  // namespace sluice::codegen::typescript
