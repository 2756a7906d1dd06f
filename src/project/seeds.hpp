// `sluice seed`: the project's own seeds.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/seeds.hpp"
#include "project/opened.hpp"
#include "run/consent.hpp"
#include "run/session.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct seeds_request {
  database_request database;
  std::optional<std::string> place;  // a folder or a file; else the usual one
  std::vector<std::string> names;    // those alone
  bool again = false;
  bool unsafe = false;
  bool may_be_none = false;  // that there are no seeds is no mistake
  run::session_options how;  // but for its ledger
  script::limits bounds;
  std::function<void(std::string_view)> console;  // a line that the project's code prints
  run::consent consent;
};

struct seeds_result {
  std::filesystem::path place;  // empty where there is none
  data::seeds_report report;
  std::vector<std::string> left_out;  // for other environments, or for those of development
};

// In an environment that is none of development, only seeds that are for it. Throws SEED.NONE,
// SEED.NO_SEED (failure::config), SEED.ENVIRONMENT, PROTECTED.* (failure::needs_input),
// LOCK.TIMEOUT and as data::run_seeds() does.
seeds_result run_seeds(const seeds_request& asked, const migrate_callbacks& to,
                       const data::seeds_callbacks& watch);

}  // namespace sluice::project
