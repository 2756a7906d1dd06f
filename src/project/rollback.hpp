// `sluice rollback`: what was applied last is taken back, after somebody saw what goes with it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "ddl/statement.hpp"
#include "project/opened.hpp"
#include "run/consent.hpp"
#include "run/losses.hpp"
#include "run/rollback.hpp"

namespace sluice::project {

struct rollback_request {
  database_request database;
  run::rollback_options how;  // but for its ledger
  run::rollback_reach reach;
  bool accept_edited = false;
  bool allow_data_loss = false;
  bool dry_run = false;
  run::consent consent;
};

// How one migration will be taken back.
struct planned_way_back {
  run::way_back way;
  std::string sql;                         // the file's text
  std::vector<std::string> to_run;         // its statements, with those that keep data
  bool is_computed = false;                // there is no such file: its text is from the snapshots
  std::vector<ddl::statement> statements;  // with hazards; none where somebody wrote the file
  std::vector<run::loss> losses;           // of a file that somebody wrote
  std::vector<std::string> kept;           // tables and columns, by name: no loss, with --keep-data
};

struct rollback_plan {
  std::vector<planned_way_back> all;  // in the order in which they are run
  bool loses_data = false;            // and --keep-data doesn't keep it
};

struct rollback_callbacks {
  std::function<void(const rollback_plan&)> show;   // before anything is asked
  std::function<bool(const rollback_plan&)> agree;  // no: nothing is done
};

struct rollback_result {
  rollback_plan plan;
  std::vector<run::applied_migration> done;
  bool agreed = false;
};

// Throws as run::last_applied() and run::rollback() do; ROLLBACK.NO_WAY_BACK, ROLLBACK.EMPTY
// (failure::config), ROLLBACK.DATA_LOSS, PROTECTED.* (failure::needs_input).
rollback_result rollback(const rollback_request& asked, const migrate_callbacks& to,
                         const rollback_callbacks& ask);

}  // namespace sluice::project
