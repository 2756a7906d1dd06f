// INVALID indexes: what CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY leave behind when they
// fail or die. They cost every write, serve no query, and IF NOT EXISTS takes them for the index.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "pg/split.hpp"

namespace sluice::run {

struct leftover {
  std::string name;   // as SQL writes it, with its schema
  std::string table;  // for a person
  int builder = 0;    // the process that is building it right now
};

// What stands in the statement's way: of the name that it builds, or made by an earlier try to
// rebuild.
std::vector<leftover> find_leftovers(pg::connection& connection, const pg::statement& one);

}  // namespace sluice::run
