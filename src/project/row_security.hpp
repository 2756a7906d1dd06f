// Row level security that nobody says: a table with policies has it, in drizzle-kit's SQL and ours.
#pragma once

#include "model/database.hpp"

namespace sluice::project {

// Says it of tables of `wanted` whose policies the live ones have while it is off there: the
// policies are not asked. To be called before catalog::reconciled(), which takes it for the same.
void say_row_security(model::database& wanted, const model::database& live);

}  // namespace sluice::project
