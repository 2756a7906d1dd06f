// Holds a plan against the rows of the live database: what they lose, and which of them stand in
// its way. Reads only.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "ddl/statement.hpp"
#include "model/database.hpp"
#include "pg/connection.hpp"
#include "project/concern.hpp"

namespace sluice::project {

struct row_concerns {
  std::vector<concern> found;      // in the order of the statements
  std::set<std::size_t> measured;  // statements whose rows were asked: there is no more than that
  // Of statements that would lose something and find nothing to lose: what ends the transaction
  // (run::no_longer_right) where there is something after all. It takes the lock that the statement
  // takes, so nothing comes in between.
  std::map<std::size_t, std::string> guards;
};

// In one transaction of its own, one snapshot. What can't be asked (no right to read, a timeout) is
// not measured. Throws PG.CONNECTION_LOST, PG.INTERRUPTED.
row_concerns find_row_concerns(pg::connection& database, const std::vector<ddl::statement>& plan,
                               const model::database& live, const model::database& wanted);

}  // namespace sluice::project
