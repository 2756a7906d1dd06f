// `sluice seed --generate`: generated rows for the project's tables.
#pragma once

#include <atomic>
#include <vector>

#include "data/generate.hpp"
#include "project/opened.hpp"
#include "run/consent.hpp"

namespace sluice::project {

struct generate_rows_request {
  database_request database;
  data::generate_request what;  // but for is_wanted
  bool unsafe = false;          // also where the environment is none of development
  run::consent consent;
  const std::atomic<bool>* interrupt = nullptr;
};

// Neither the ledger nor what the configuration leaves out. Throws SEED.ENVIRONMENT, PROTECTED.*
// (failure::needs_input) and as data::generate_rows() does.
std::vector<data::generated_table> generate_rows(const generate_rows_request& asked,
                                                 const migrate_callbacks& to,
                                                 const data::generate_observer& watch);

// Where what seeds is not meant to go.
void expect_development_for_seeds(const database_place& at, bool unsafe);

}  // namespace sluice::project
