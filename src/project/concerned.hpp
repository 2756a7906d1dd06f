// The part of two schemas that statements are about: the tables that they name, what those point
// to, and the views over them. The rest is the same before and after.
#pragma once

#include <string>
#include <utility>

#include "model/database.hpp"

namespace sluice::project {

std::pair<model::database, model::database> concerned_by(const std::string& sql,
                                                         const model::database& before,
                                                         const model::database& after);

}  // namespace sluice::project
