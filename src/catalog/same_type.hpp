// Whether two spellings are one type, as far as that can be told without the server.
#pragma once

#include "model/database.hpp"
#include "model/type_name.hpp"

namespace sluice::catalog {

// One of those of PostgreSQL that columns have.
bool is_own_type(const model::type_name& type);

bool is_same_type(const model::column& live, const model::column& wanted);
// Types that both are PostgreSQL's own or enums, and not the same.
bool is_known_to_differ(const model::column& live, const model::column& wanted);

}  // namespace sluice::catalog
