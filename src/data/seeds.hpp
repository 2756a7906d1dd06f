// A project's seeds, run: each in one transaction with its row of sluice.seeds, so that running
// them again does what is new or changed.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "data/load.hpp"
#include "data/script_session.hpp"
#include "data/seed_files.hpp"
#include "pg/connection.hpp"

namespace sluice::data {

struct done_seed {
  std::string name;
  std::chrono::microseconds took{0};
};

struct seeds_request {
  std::vector<seed> these;
  std::string ledger;  // whose seeds they are
  bool again = false;  // also those that were run, and are as they were
  load_options loads;
};

struct seeds_callbacks {
  std::function<void(const seed&)> begin;
  std::function<void(const done_seed&)> done;
};

struct seeds_report {
  std::vector<done_seed> done;
  std::size_t already = 0;  // were run before, as they are
};

// With the ledger's lock. What a load brought before goes first. Throws DATA.*, LOAD.*, SOURCE.*,
// SCRIPT.*, PG.*, with the seed's name; SEED.NO_FUNCTION. What was done before it stays, what
// failed leaves nothing.
seeds_report run_seeds(pg::connection& connection, const std::function<script_session&()>& scripts,
                       const seeds_request& asked, const seeds_callbacks& to);

}  // namespace sluice::data
