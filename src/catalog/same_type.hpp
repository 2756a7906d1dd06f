// Whether two spellings are one type, as far as that can be told without the server.
#pragma once

#include "model/database.hpp"

namespace sluice::catalog {

bool is_same_type(const model::column& live, const model::column& wanted);
// Types that both are PostgreSQL's own or enums, and not the same.
bool is_known_to_differ(const model::column& live, const model::column& wanted);

}  // namespace sluice::catalog
