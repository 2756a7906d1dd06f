// What was done to a database, kept in it beside Drizzle's ledger: schema `sluice`, a row of `runs`
// for each command that changed something and one of `steps` for each migration it touched.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"
#include "run/recorded.hpp"

namespace sluice::run {

// up and down ran the files' SQL; mark, forget and accept changed the ledger alone.
enum class direction { up, down, mark, forget, accept };
// A step or a run without one is at it, or died. unknown: of a step, written before what commits by
// itself, so that it stands there where the run died at it.
enum class ending { done, failed, interrupted, unknown };

std::string_view name_of(direction way);
std::string_view name_of(ending how);

enum class keeping {
  always,      // what is missing for it is made
  where_kept,  // only where a history is kept already
};

struct run_facts {
  std::string command;  // "migrate"
  ledger_name ledger;
  std::string version;    // sluice's
  std::string plan_hash;  // of what was to be done; empty: none
  keeping how = keeping::always;
};

struct step {
  std::string tag;
  std::string hash;  // of the file
  direction way = direction::up;
  std::size_t statements = 0;
};

class history {
 public:
  // Writes the run's row: one round trip where the tables are there; else they are made. To be
  // called with the ledger's lock, outside a transaction: a run that has not ended has died, and is
  // said to be interrupted. A role without the rights gets a history that keeps nothing.
  history(pg::connection& on, run_facts facts);

  bool kept() const { return !id_.empty(); }
  const std::string& why_not() const { return why_not_; }
  // Before this run, as it began.
  const std::vector<recorded_step>& steps() const { return steps_; }

  // For the transaction that does the whole step: begun with it, done. Nothing is added where
  // nothing is kept.
  void add_done(std::vector<pg::command>& to, const step& what) const;
  // The same with so many statements done: at it, or ended.
  void add_progress(std::vector<pg::command>& to, const step& what, std::size_t done,
                    std::optional<ending> how = std::nullopt) const;

  // The run's end, and of a step that failed: what was done of it, and how long it took. Says
  // nothing where it can't be written.
  struct failed_step {
    step what;
    std::size_t done = 0;
    std::chrono::microseconds took{0};
    bool unknown = false;  // what came of the next statement
  };
  void finish(ending how, std::string_view error = {},
              const std::optional<failed_step>& last = std::nullopt);

 private:
  bool is_kept_already();
  pg::outcome begin();
  bool create();

  pg::connection& connection_;
  run_facts facts_;
  std::string id_;
  std::string why_not_;
  std::vector<recorded_step> steps_;
};

}  // namespace sluice::run
