// What of a database a command does not look at.
#pragma once

#include <string>
#include <vector>

#include "catalog/read.hpp"
#include "pg/connection.hpp"

namespace sluice::project {

// "schema audit", "table legacy": schemas with tables or views that are not read, and tables that
// tablesFilter leaves out of those that are. Not what belongs to extensions, nor the ledger.
std::vector<std::string> out_of_scope(pg::connection& database, const catalog::scope& about);

// As a message has it: the first eight, and how many more.
std::string listed(const std::vector<std::string>& all);

}  // namespace sluice::project
