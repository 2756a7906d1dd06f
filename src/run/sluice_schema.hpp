// The schema of sluice's own bookkeeping, which is made when it is first needed.
#pragma once

#include "pg/connection.hpp"

namespace sluice::run {

// In an open transaction, to whose end others wait who want to make it or its tables.
void create_sluice_schema(pg::connection& connection);

}  // namespace sluice::run
