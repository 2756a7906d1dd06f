// Takes back what was applied last: the way back of each migration and its row of the ledger, in
// one transaction where the file allows that.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/migrate.hpp"
#include "run/status.hpp"

namespace sluice::run {

// How far back. Without a tag, so many migrations.
struct rollback_reach {
  std::size_t steps = 1;
  std::optional<std::string> to;  // all that were applied after it

  bool operator==(const rollback_reach&) const = default;
};

// An applied migration that is to be taken back.
struct applied_entry {
  migrations::entry entry;
  std::vector<std::int64_t> rows;  // its rows of the ledger, the first first
  bool file_missing = false;

  bool operator==(const applied_entry&) const = default;
};

// Of this folder, the last applied first. Pure. Throws ROLLBACK.UNKNOWN, ROLLBACK.NOT_APPLIED,
// LEDGER.EDITED, LEDGER.HALF_APPLIED (failure::ledger).
std::vector<applied_entry> last_applied(const status_report& now, const rollback_reach& reach,
                                        bool accept_edited);

struct way_back {
  applied_entry of;
  std::filesystem::path file;  // of the way back, whether it exists or not
  migrations::migration_file content;
};

struct rollback_options {
  ledger_name ledger;
  std::string version;  // sluice's, for the history
  bool keep_data = false;
  patience locks;
  std::chrono::milliseconds advisory_lock_timeout{60'000};
  const std::atomic<bool>* interrupt = nullptr;
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
