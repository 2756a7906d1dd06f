// The lock that lets one migrator at a time at a ledger: a session-level advisory lock, so that it
// holds across transactions and no snapshot is held with it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <string>

#include "pg/connection.hpp"
#include "run/ledger.hpp"

namespace sluice::run {

struct lock_holder {
  int process = 0;  // PostgreSQL's, as in pg_stat_activity
  std::string user;
  std::string application;
  std::string address;  // "local" on a socket
  std::string since;    // when it connected
};

// Who has the ledger's lock, the session's or a transaction's; no process where nobody does.
lock_holder holder_of(pg::connection& connection, const ledger_name& name);

struct lock_options {
  std::chrono::milliseconds timeout{60'000};
  const std::atomic<bool>* interrupt = nullptr;
  // While waiting: at first after `quiet`, then every few seconds. Whoever holds it may be
  // invisible to the user.
  std::chrono::milliseconds quiet{0};
  std::function<void(const lock_holder&, std::chrono::milliseconds waited)> waiting;
};

// Between one attempt to get the lock and the next.
class lock_wait {
 public:
  // All outlive it.
  lock_wait(pg::connection& connection, const ledger_name& name, const lock_options& options);

  // Says who holds it, and sleeps for a moment. Throws LOCK.TIMEOUT (failure::lock) with what was
  // done before as `rest`, RUN.INTERRUPTED.
  void pause(const std::string& rest = {});

 private:
  pg::connection& connection_;
  const ledger_name& name_;
  const lock_options& options_;
  std::chrono::steady_clock::time_point begin_, told_;
};

class migration_lock {
 public:
  // Throws LOCK.TIMEOUT (failure::lock), RUN.INTERRUPTED.
  migration_lock(pg::connection& connection, const ledger_name& name, const lock_options& options);
  ~migration_lock();
  migration_lock(const migration_lock&) = delete;
  migration_lock& operator=(const migration_lock&) = delete;

  // Again, after a statement that drops the session's locks.
  void take_again();

 private:
  bool attempt();

  pg::connection& connection_;
  ledger_name name_;
  std::string key_;
  lock_options options_;
};

}  // namespace sluice::run
