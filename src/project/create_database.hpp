// CREATE DATABASE, by a connection to one that every server has.
#pragma once

#include <atomic>
#include <chrono>
#include <string>

#include "pg/target.hpp"

namespace sluice::project {

enum class database_creation {
  created,
  already,  // somebody else was faster
  not_yet,  // the server is away, or its template in use: try again
};

// The database that the target means, as libpq would find it.
std::string database_name(const pg::connection_target& target);

// Throws PG.CREATE_DATABASE (failure::unprepared), PG.INTERRUPTED.
database_creation create_database(const pg::connection_target& target,
                                  std::chrono::milliseconds limit,
                                  const std::atomic<bool>* interrupt);

}  // namespace sluice::project
