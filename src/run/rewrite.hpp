// Changes rows of the ledger and runs nothing: in one transaction, under the lock, recorded in the
// history.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pg/connection.hpp"
#include "run/history.hpp"
#include "run/ledger.hpp"
#include "run/lock.hpp"

namespace sluice::run {

struct rewrite {
  // mark adds a row, accept changes one, forget deletes one; down, where the history alone says it
  direction way = direction::mark;
  std::string tag;
  std::int64_t row_id = 0;     // accept, forget; 0: there is no row, the history alone forgets
  std::string old_hash;        // what that row has
  std::string hash;            // what it will have, of mark and accept; of forget, the file's
  std::int64_t when = 0;       // the same
  std::size_t statements = 0;  // of a half applied migration: how many there are
  std::size_t done = 0;        // and how many stay done
  bool failed = false;         // the next one failed; else it may be done all the same
  std::optional<bool> past;    // of what a run died at: it counts as done, else as not begun

  bool operator==(const rewrite&) const = default;
};

struct rewrite_options {
  ledger_name ledger;
  std::string command;  // for the history: "repair"
  std::string version;  // sluice's, for the history
  lock_options lock;
  std::function<void(const diagnostic&)> remark;
};

// `again` says under the lock what is to be done; where that is not `planned` any more, nothing is
// done. Throws LEDGER.CHANGED (failure::ledger), LOCK.TIMEOUT, RUN.INTERRUPTED, PG.*.
void rewrite_ledger(pg::connection& connection, const rewrite_options& how,
                    const std::vector<rewrite>& planned,
                    const std::function<std::vector<rewrite>()>& again);

// The rows as they will be.
std::vector<ledger_row> rewritten(std::vector<ledger_row> rows, const std::vector<rewrite>& all);

}  // namespace sluice::run
