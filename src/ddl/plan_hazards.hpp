// Hazards of statements that run one after the other.
#pragma once

#include <vector>

#include "ddl/statement.hpp"
#include "model/database.hpp"

namespace sluice::ddl {

// Fills in the hazards of each: with the tables that foreign keys tie to a changed one, and without
// what would happen to a table that the plan itself has made.
void add_hazards(std::vector<statement>& plan, const model::database& before,
                 const model::database& after);

}  // namespace sluice::ddl
