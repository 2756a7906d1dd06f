// A run at a database, from its lock to the end of its history, with what it does where the
// connection is lost. migrate.cpp and rollback.cpp say what is run in it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "pg/connection.hpp"
#include "run/apply.hpp"
#include "run/history.hpp"
#include "run/ledger.hpp"
#include "run/lock.hpp"
#include "run/observer.hpp"
#include "run/onlooker.hpp"

namespace sluice::run {

struct session_options {
  ledger_name ledger;
  std::string version;  // sluice's, for the history
  patience locks;
  std::chrono::milliseconds advisory_lock_timeout{60'000};
  // SIGINT and SIGTERM set it: the statement is cancelled, its migration rolled back.
  const std::atomic<bool>* interrupt = nullptr;
};

class session {
 public:
  // All three outlive it. Where the connection is lost, another one is put in its place.
  session(pg::connection& connection, const session_options& how, const observer& watch);
  // Gives the lock back, and lock_timeout.
  ~session();
  session(const session&) = delete;
  session& operator=(const session&) = delete;

  // Takes the lock for all that follows and sets lock_timeout. False behind a pooler, where neither
  // would hold: each transaction of ours then takes the lock. Throws LOCK.TIMEOUT, RUN.INTERRUPTED.
  bool lock();
  void unlock() { lock_.reset(); }

  void remark(severity level, std::string code, std::string message, place where = {}) const;
  // Between two migrations; `rest` says how far it came.
  void refuse_interrupted(const std::string& rest) const;

  // After the lock; from then on something is run.
  const history& begin_history(std::string command, std::string plan_hash,
                               keeping how = keeping::always);
  const history& kept() const { return *history_; }
  void end_history() { history_->finish(ending::done); }
  void end_history(const error& failed);

  // From here to end_of(), that runs: several are one transaction.
  void begin(const std::vector<const migration*>& these);
  application attempt(const std::vector<const migration*>& these, const std::string& rest);
  std::chrono::microseconds end_of(const std::vector<const migration*>& these);

  // The connection is gone, perhaps between the server's COMMIT and its answer: the ledger is asked
  // again. Throws MIGRATE.CONNECTION_LOST where it could not be, or where the migration did not get
  // through.
  void recover(const migration& one, const application& lost, const std::string& rest,
               const std::function<bool(ledger&)>& is_through);

 private:
  bool is_interrupted() const { return how_.interrupt != nullptr && how_.interrupt->load(); }
  void attach();
  void set_lock_timeout();
  void reconnect();
  void wait_for_old_session();
  surroundings around();

  pg::connection& connection_;
  const session_options& how_;
  const observer& watch_;
  std::optional<migration_lock> lock_;
  bool pooled_ = false;
  pg::settings settings_;  // of each transaction behind a pooler
  std::chrono::milliseconds lock_timeout_{0};
  std::string usual_lock_timeout_;
  bool sets_lock_timeout_ = false;  // which a pooler would give to others
  std::unique_ptr<history> history_;
  std::unique_ptr<onlooker> looks_;
  std::string running_;  // the tag, for notices
  position at_;          // where it is, for the history
  std::chrono::steady_clock::time_point began_;
};

// Of a run that is to do `total`, for a message that says why it ended: what was done in it, and
// how many behind the next were not tried.
std::string how_far(const std::vector<applied_migration>& done, std::size_t total, direction way);

}  // namespace sluice::run
