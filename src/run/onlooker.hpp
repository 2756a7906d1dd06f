// Looks at the statement that runs, from a second connection: who is in its way, how far it is.
// That connection is made only for a statement that takes long.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/portion.hpp"

namespace sluice::run {

// A session that holds, or waits in front of us for, the lock that a statement waits for.
struct blocker {
  int process = 0;  // PostgreSQL's, as in pg_stat_activity
  std::string user, application, address;
  std::string state;                        // "idle in transaction"
  std::chrono::milliseconds open_since{0};  // its transaction
  std::string query;                        // its last, on one line, cut off
};

// "process 17 (psql, anna, local), idle in transaction, its transaction open for 3 min: UPDATE …"
std::string describe(const blocker& one);

// What runs, as far as it is known: within a transaction that was sent as a whole, only a second
// connection can tell which statement it is at.
struct running_statement {
  std::string tag;
  std::size_t statement = 0;  // from 1; 0: not known
  std::size_t of = 0;
  std::chrono::milliseconds elapsed{0};  // of the transaction, or the statement alone
  std::string doing;                     // "45 % building index: scanning table"
};

struct onlooker_callbacks {
  // Ten times a second.
  std::function<void(const running_statement&)> running;
  // At once where it is seen, and again every half a minute, or when others are in the way.
  std::function<void(const running_statement&, const std::vector<blocker>&)> blocked;
};

class onlooker {
 public:
  // `watched` outlives it.
  onlooker(pg::connection& watched, onlooker_callbacks to);
  ~onlooker();
  onlooker(const onlooker&) = delete;
  onlooker& operator=(const onlooker&) = delete;

  // From now on this runs. Who is in its way is looked for after `soon`, everything else after a
  // second.
  void watch(const portion& what, std::chrono::milliseconds soon, bool again);
  void rest();
  // Blockers that were seen, in the last of several tries in which there were any.
  const std::vector<blocker>& seen() const { return seen_; }
  // A pooler hides which session is ours: it is the one that has the ledger's lock.
  void look_for_holder_of(const ledger_name& lock) { lock_ = lock; }

 private:
  using clock = std::chrono::steady_clock;
  void look();
  void ask();
  bool connect();
  void find_statement(const pg::result& runs);
  void tell_blockers(const pg::result& rows);

  pg::connection& watched_;
  onlooker_callbacks to_;
  std::optional<pg::connection> second_;
  std::optional<ledger_name> lock_;  // of the session that is ours, behind a pooler
  bool blind_ = false;
  const portion* what_ = nullptr;
  running_statement now_;
  std::chrono::milliseconds soon_{0};
  clock::time_point began_, shown_, asked_, told_;
  std::vector<blocker> seen_;
};

}  // namespace sluice::run
