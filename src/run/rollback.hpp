// Takes back what was applied last: the way back of each migration and its row of the ledger, in
// one transaction where the file allows that.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/observer.hpp"
#include "run/reach.hpp"
#include "run/session.hpp"

namespace sluice::run {

struct way_back {
  applied_entry of;
  std::filesystem::path file;  // of the way back, whether it exists or not
  migrations::migration_file content;
};

struct rollback_options : session_options {
  bool keep_data = false;
};

// `again` says under the lock what is to be taken back: where that is not `all` any more, nothing
// is. The connection is outside a transaction. Throws LEDGER.CHANGED (failure::ledger),
// LOCK.TIMEOUT, ROLLBACK.POOLER, TRASH.TRANSACTIONS, TRASH.NOT_KEPT, MIGRATE.FAILED,
// MIGRATE.LOCK_TIMEOUT, MIGRATE.CONNECTION_LOST, RUN.INTERRUPTED, PG.*.
std::vector<applied_migration> rollback(pg::connection& connection,
                                        const std::vector<way_back>& all,
                                        const rollback_options& how, const observer& watch,
                                        const std::function<std::vector<applied_entry>()>& again);

}  // namespace sluice::run
