// Opens a connection: the parameters that the loaded libpq takes, and what to say where it fails.
#pragma once

#include "base/error.hpp"
#include "pg/target.hpp"

struct pg_conn;

namespace sluice::pg {

// Adds to the target's notes what the loaded library made it leave out. Throws PG.CONNECT.
pg_conn* open(connection_target& target);

// PG.CONNECT with what libpq said, and what helps.
error connect_failure(const connection_target& target, const std::string& why);

}  // namespace sluice::pg
