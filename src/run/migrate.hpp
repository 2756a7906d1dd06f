// Applies a folder's pending migrations, each exactly once, whoever else tries at the same time.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/apply.hpp"
#include "run/ledger.hpp"
#include "run/lock.hpp"
#include "run/plan.hpp"

namespace sluice::run {

// What to do with a migration that is not in the ledger though a later one is.
enum class out_of_order { apply, refuse, refuse_where_protected };

enum class transactions {
  file,  // each migration's own, as its file says
  all,   // one for all that are pending
  none,  // each statement's own, unless the file has BEGIN and COMMIT
};

struct options {
  ledger_name ledger;
  std::string version;  // sluice's, for the history
  out_of_order older = out_of_order::apply;
  std::string
      strict_because;  // why older ones are refused: "the environment is production (--env)"
  bool accept_edited = false;  // a file changed after it was applied is a remark, not an error
  transactions within = transactions::file;
  patience locks;
  std::chrono::milliseconds advisory_lock_timeout{60'000};
  // Says what would be done and does nothing: the session may only read.
  bool dry_run = false;
  // Under the lock, before anything is applied: what it throws ends the run.
  std::function<void(const prospect&)> before;
  // SIGINT and SIGTERM set it: the statement is cancelled, its migration rolled back.
  const std::atomic<bool>* interrupt = nullptr;
};

struct applied_migration {
  std::string tag;
  int statements = 0;
  std::chrono::microseconds took{0};
};

// Progress, as it happens; each may be empty.
struct observer {
  std::function<void(const lock_holder&, std::chrono::milliseconds waited)> waiting_for_lock;
  std::function<void(const std::string& tag, std::size_t number, std::size_t of)> begin;
  std::function<void(const applied_migration&)> done;
  // Some times a second, while a statement runs.
  std::function<void(const running_statement&)> running;
  // It waits for a lock; and after PostgreSQL gave up, it will be tried again.
  std::function<void(const running_statement&, const std::vector<blocker>&)> blocked;
  std::function<void(const another_try&)> again;
  std::function<void(const diagnostic&)> remark;
  // What PostgreSQL says on the way (NOTICE, WARNING); `tag` is of the migration that runs.
  std::function<void(const std::string& tag, const pg::server_message&)> notice;
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
