// A few rows for the tables of a schema that satisfy it, as far as that can be known: made for a
// scratch database that a migration is tried on.
#pragma once

#include <string>
#include <vector>

#include "model/database.hpp"

namespace sluice::project {

// Tables in an order in which foreign keys find what they point to, where there is one.
std::vector<const model::table*> filling_order(const model::database& all);

// An INSERT for row `number`, from 0. Rows take turns: all columns, then only those that must have
// a value. Texts that `after` makes something else of are texts that can become that.
std::string example_row(const model::database& all, const model::database& after,
                        const model::table& table, int number);

}  // namespace sluice::project
