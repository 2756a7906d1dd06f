// What in the live database hangs on what a plan drops or changes, and the plan doesn't speak of:
// views and triggers that no schema has, functions over a type, foreign keys of tables out of
// scope.
#pragma once

#include <vector>

#include "ddl/statement.hpp"
#include "model/database.hpp"
#include "pg/connection.hpp"
#include "project/concern.hpp"

namespace sluice::project {

// A loss where it goes along, an obstacle where PostgreSQL refuses the statement because of it. By
// pg_depend, in one query; none where the plan drops nothing. Throws PG.*.
std::vector<concern> find_dependents(pg::connection& database,
                                     const std::vector<ddl::statement>& plan,
                                     const model::database& live);

}  // namespace sluice::project
