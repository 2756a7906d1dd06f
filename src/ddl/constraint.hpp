// Constraints as they stand in CREATE TABLE and behind ADD.
#pragma once

#include <string>

#include "model/database.hpp"

namespace sluice::ddl {

std::string constraint_text(const model::primary_key& key);
std::string constraint_text(const model::unique_constraint& constraint);
std::string constraint_text(const model::check_constraint& constraint);

}  // namespace sluice::ddl
