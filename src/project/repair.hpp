// `sluice repair`: the ledger's rows, put right where somebody has decided what is right.
#pragma once

#include <functional>
#include <string>

#include "project/opened.hpp"
#include "run/repair.hpp"

namespace sluice::project {

struct repair_request {
  database_request database;
  run::repair_wishes wishes;
  std::string version;  // sluice's
  run::lock_options lock;
};

// `agree` is asked before anything is written; no: nothing is.
run::repair_report repair(const repair_request& asked, const migrate_callbacks& to,
                          const std::function<bool(const run::repair_report&)>& agree);

}  // namespace sluice::project
