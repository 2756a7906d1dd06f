// INVALID indexes: what CREATE INDEX CONCURRENTLY and REINDEX CONCURRENTLY leave behind when they
// fail or die. They cost every write, serve no query, and IF NOT EXISTS takes them for the index.
#pragma once

#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "pg/split.hpp"

namespace sluice::run {

struct leftover {
  enum class kind {
    invalid,   // of the statement
    doubtful,  // INVALID, and perhaps of the statement: it names no index
    complete,  // the index that the statement builds, which names none
  };
  kind is = kind::invalid;
  std::string name;   // as SQL writes it, with its schema
  std::string table;  // for a person
  int builder = 0;    // the process that is building it right now
};

// What stands in the statement's way: of the name that it builds, or else defined as it says, or
// made by an earlier try to rebuild. Where a run died at it, also what is complete. The connection
// is outside a transaction.
std::vector<leftover> find_leftovers(pg::connection& connection, const pg::statement& one,
                                     bool after_death);

}  // namespace sluice::run
