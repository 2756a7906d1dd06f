// What a plan would make, and the live database has already under that name, as something that no
// schema can say: a partitioned table, an index with INCLUDE, a domain.
#pragma once

#include <vector>

#include "ddl/statement.hpp"
#include "model/database.hpp"
#include "pg/connection.hpp"
#include "project/concern.hpp"

namespace sluice::project {

// Obstacles. In one query; none where the plan makes nothing. Throws PG.*.
std::vector<concern> find_clashes(pg::connection& database, const std::vector<ddl::statement>& plan,
                                  const model::database& live);

}  // namespace sluice::project
