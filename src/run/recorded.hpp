// What the history (schema sluice) knows of a ledger: who applied what, when, and how far a
// migration came that is not applied.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "pg/connection.hpp"
#include "run/ledger.hpp"

namespace sluice::run {

struct recorded_step {
  std::string tag;
  std::string hash;
  std::string direction;  // up, down, mark, forget, accept
  int statements = 0;
  int done = 0;
  std::string outcome;                 // empty: it has not ended, or was killed
  std::string at;                      // when it ended, or began: UTC, to the second
  std::optional<double> milliseconds;  // how long it took
  std::string role, client, version;

  // It died at a statement that commits by itself.
  bool is_unknown() const { return outcome == "unknown"; }
};

// How a ledger is called in it.
std::string name_in_history(const ledger_name& name);

// All of a ledger, the oldest first: what to ask, and the answer.
pg::command steps_of(const ledger_name& name);
std::vector<recorded_step> read_steps(const pg::result& rows);

// The same, asked: none where there is no history or this role may not read it. One round trip
// without a history, two with one; the connection is outside a transaction.
std::vector<recorded_step> recorded_steps(pg::connection& connection, const ledger_name& name);

// Says whose the ledger's rows are: the tag that was recorded with a row's hash, if it is only one.
void add_tags(ledger& applied, const std::vector<recorded_step>& steps);

// The last step that made the row what it is. Nothing where the history doesn't know it.
const recorded_step* step_of(const ledger_row& row, const std::string& tag,
                             const std::vector<recorded_step>& steps);

// How far the migration came in a run that did not end well, if anything of it was kept.
const recorded_step* left_half_applied(const std::string& tag,
                                       const std::vector<recorded_step>& steps);

// How far the way back came, where a rollback did not end well.
const recorded_step* stopped_way_back(const std::string& tag,
                                      const std::vector<recorded_step>& steps);

// A migration whose statements are known to be done in part, or that a run died at.
struct unfinished_step {
  std::string tag;
  std::string hash;
  std::size_t statements = 0;
  std::size_t done = 0;
  bool failed = false;   // the next statement failed; else it may be done all the same
  bool unknown = false;  // and if it was, it must not be done again
};

// All that came so far and are to be applied.
std::vector<unfinished_step> unfinished_steps(const std::vector<recorded_step>& steps);

}  // namespace sluice::run
