// What PostgreSQL can never take in a schema, as warnings with their places in its source.
#pragma once

#include "base/diagnostic.hpp"
#include "frontend/typescript/load.hpp"
#include "model/database.hpp"

namespace sluice::project {

// Those that the schema before did not have: the others were told when they came. Warnings, because
// a migration can be corrected by hand, and has been where an older one holds the same.
diagnostics new_refusals(const model::database& before, const frontend::typescript::loaded& after);

}  // namespace sluice::project
