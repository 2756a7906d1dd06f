// Applies a folder's pending migrations, each exactly once, whoever else tries at the same time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/observer.hpp"
#include "run/plan.hpp"
#include "run/session.hpp"

namespace sluice::run {

// What to do with a migration that is not in the ledger though a later one is.
enum class out_of_order { apply, refuse, refuse_where_protected };

enum class transactions {
  file,  // each migration's own, as its file says
  all,   // one for all that are pending
  none,  // each statement's own, unless the file has BEGIN and COMMIT
};

struct options : session_options {
  out_of_order older = out_of_order::apply;
  std::string
      strict_because;  // why older ones are refused: "the environment is production (--env)"
  bool accept_edited = false;  // a file changed after it was applied is a remark, not an error
  transactions within = transactions::file;
  // Says what would be done and does nothing: the session may only read.
  bool dry_run = false;
  // Under the lock, before anything is applied: what it throws ends the run.
  std::function<void(const prospect&)> before;
};

struct report {
  std::vector<applied_migration> applied;
  std::size_t already = 0;  // were in the ledger
};

// The connection is outside a transaction; where it was lost and made again, it is another one
// after. Throws LEDGER.EDITED, LEDGER.OUT_OF_ORDER (failure::ledger), FOLDER.FILE_MISSING,
// LOCK.TIMEOUT, LEDGER.EDITED_HALFWAY, MIGRATE.FAILED (failure::migration: rolled back;
// migration_repair: a part of it stays), MIGRATE.LOCK_TIMEOUT, RUN.INTERRUPTED, PG.*.
report migrate(pg::connection& connection, const migrations::folder& folder,
               const options& how = {}, const observer& watch = {});

}  // namespace sluice::run
