// What can be told of two texts without the server: that they are the same. "No" is "perhaps".
#pragma once

#include <string>

#include "model/database.hpp"

namespace sluice::catalog {

// The table that an expression stands on: its columns may be named with it.
bool is_same_expression(const std::string& live, const std::string& wanted,
                        const model::table& table);

bool is_same_default(const model::default_value& live, const model::default_value& wanted,
                     const model::table& table, const model::column& of);

bool is_same_definition(const std::string& live, const std::string& wanted);

// The text of a default as SQL has it.
std::string sql_text(const model::default_value& value);

}  // namespace sluice::catalog
