// The SQL that builds a schema in an empty database.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace sluice::project {

// May run in one transaction: no index is built CONCURRENTLY.
std::vector<std::string> statements_from_nothing(model::database all);

// Before that: policies may stand on tables that the schema doesn't own. Each is made without
// columns.
std::vector<std::string> tables_of_others(const model::database& all);

}  // namespace sluice::project
