// Applies migrations and records them: in one transaction where the file allows that, else portion
// by portion, each with its progress.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pg/connection.hpp"
#include "pg/options.hpp"
#include "run/history.hpp"
#include "run/ledger.hpp"
#include "run/onlooker.hpp"
#include "run/portion.hpp"

namespace sluice::run {

// How long a statement waits for a lock, and how often its transaction is tried again.
struct patience {
  // PostgreSQL's lock_timeout for statements that take strong locks; nothing: what the database has
  // set, or else five seconds. Zero waits for ever.
  std::optional<std::chrono::milliseconds> lock_timeout;
  int retries = 10;
};

// A transaction that ended in a lock timeout, a deadlock or a serialization failure.
struct another_try {
  std::string tag;
  std::string reason;  // PostgreSQL's words
  int next = 0;        // of `of`
  int of = 0;
  std::chrono::milliseconds pause{0};
};

// Of a whole run.
struct surroundings {
  pg::connection& connection;
  const ledger_name& ledger;
  const history& kept;
  onlooker& looks;
  // Where a pooler may give each transaction another session, the lock is each transaction's own,
  // and it looks whether another run was first.
  bool pooled = false;
  pg::settings settings;  // of each transaction there: what the target's options set for a session
  std::chrono::milliseconds lock_timeout{0};  // of strong locks
  std::string usual_lock_timeout;             // the database's own: "0"
  int retries = 0;
  const std::atomic<bool>* interrupt = nullptr;
  std::function<void(const another_try&)> again;
  std::function<void(severity, std::string code, std::string message)> remark;
};

struct application {
  enum class end {
    applied,
    already,          // another run was first
    locked,           // another run has the lock, through a pooler
    connection_lost,  // it is for the ledger to say whether it is applied
  };
  end came = end::applied;
  // Where the connection was lost: one transaction held it all, so it is applied or nothing of it
  // is.
  bool all_or_nothing = true;
  std::string progress;  // else: what is known to be applied
};

// Where it is: for the history, where it throws.
struct position {
  const migration* of = nullptr;
  std::size_t done = 0;
  bool unknown = false;  // it was lost at what commits by itself
};

// Several are one transaction. Throws MIGRATE.FAILED, MIGRATE.LOCK_TIMEOUT, RUN.INTERRUPTED,
// MIGRATE.POOLER. `rest` is said after each failure: the state of the other migrations.
application apply(const surroundings& in, const std::vector<const migration*>& these,
                  const std::string& rest, position& at);

}  // namespace sluice::run
