// CREATE EXTENSION for those that a database lacks, and what to do where the server has none.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "project/preparation.hpp"

namespace sluice::project {

// Those that are there cost one query. Throws PG.NO_EXTENSION, PG.EXTENSION (failure::unprepared).
void create_extensions(pg::connection& connection, const preparation& asked,
                       const preparation_observer& watch);

// Where an extension comes from: "apt install postgresql-15-pgvector (Debian), …". For any name.
std::string extension_source(const std::string& name, int server_version);

}  // namespace sluice::project
