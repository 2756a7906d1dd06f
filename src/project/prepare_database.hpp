// A connection to a database that is ready for its migrations.
#pragma once

#include "pg/connection.hpp"
#include "project/preparation.hpp"

namespace sluice::project {

// Throws PG.CONNECT and PG.WAIT_TIMEOUT (failure::connect), PG.NO_DATABASE, PG.CREATE_DATABASE,
// PG.NO_EXTENSION and PG.EXTENSION (failure::unprepared), PG.INTERRUPTED.
pg::connection prepare_database(const pg::connection_target& target, const preparation& asked,
                                const std::atomic<bool>* interrupt,
                                const preparation_observer& watch);

}  // namespace sluice::project
