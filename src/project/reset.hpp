// `sluice reset`: all that the project's migrations made goes, with its rows, and is made again by
// them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "project/belongings.hpp"
#include "project/opened.hpp"
#include "run/consent.hpp"

namespace sluice::project {

struct reset_request {
  database_request database;
  run::options how;  // but for its ledger
  bool cascade = false;
  bool unsafe = false;  // also where the environment is none of development
  bool dry_run = false;
  run::consent consent;
};

struct reset_plan {
  std::string database;  // its name, to be typed
  belongings what;
  std::vector<std::string> sql;
};

struct reset_callbacks {
  std::function<void(const reset_plan&)> show;  // before anything is asked
  // No: nothing is done. Not asked of a protected database, whose name was given.
  std::function<bool(const reset_plan&)> agree;
  std::function<void(const reset_plan&)> dropped;
};

struct reset_result {
  reset_plan plan;
  bool agreed = false;
  run::report migrated;
};

// One transaction for all that is dropped, unless the server has not locks enough for so much.
// Throws RESET.ENVIRONMENT, RESET.IN_THE_WAY, PROTECTED.* (failure::needs_input), FOLDER.EMPTY,
// RESET.NOT_MADE_AGAIN (failure::config), RESET.FAILED, RESET.HALFWAY (failure::migration), and as
// run::migrate() does.
reset_result reset(const reset_request& asked, const migrate_callbacks& to,
                   const reset_callbacks& ask);

}  // namespace sluice::project
