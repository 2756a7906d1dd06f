// Makes the ledger say what is true, where somebody has decided what that is (state.hpp names what
// there is to decide).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "migrations/folder.hpp"
#include "run/rewrite.hpp"
#include "run/status.hpp"

namespace sluice::run {

struct repair_wishes {
  std::vector<std::string> accept;  // tags: the row gets the file's hash and time
  std::vector<std::string> forget;  // tags, rows' ids, beginnings of hashes: the row goes
  std::vector<std::string> mark;    // tags: a row without a run
  std::vector<std::string> past;    // tags: the statement that a run died at is done
  std::vector<std::string> again;   // tags: it is to run again

  bool empty() const {
    return accept.empty() && forget.empty() && mark.empty() && past.empty() && again.empty();
  }
};

// Pure. Throws REPAIR.UNKNOWN, REPAIR.AMBIGUOUS, REPAIR.NOT_NEEDED, FOLDER.FILE_MISSING
// (failure::ledger).
std::vector<rewrite> plan_repair(const status_report& now, const repair_wishes& wishes);

struct repair_report {
  std::vector<rewrite> changes;
  bool written = false;
  status_report after;  // as it is now, or would be
};

// `agree` is asked before anything is written, and not where it is empty; no: nothing is.
repair_report repair(pg::connection& connection, const migrations::folder& folder,
                     const rewrite_options& how, const repair_wishes& wishes,
                     const std::function<bool(const repair_report&)>& agree);

}  // namespace sluice::run
