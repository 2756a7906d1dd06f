// What a statement does to a running system, by PostgreSQL's own rules (docs/hazards.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ddl/action.hpp"

namespace sluice::ddl {

// The locks that others have to wait for, weakest first. Those of plain reads and writes are none.
enum class lock_mode { share_update_exclusive, share, share_row_exclusive, access_exclusive };

enum class hazard_kind {
  lock,           // others wait
  rewrite,        // the table is written anew, under its lock
  scan,           // the table is read whole, under its lock
  data_loss,      // what was there is gone for good
  breaks_code,    // code that knows the old shape fails
  fails_on_rows,  // the statement fails where rows don't fit
  transaction,    // it can't run in a transaction, or not in this one
  not_restored,   // of a reverse plan: what was lost on the way there stays lost
};

struct hazard {
  hazard_kind kind = hazard_kind::lock;
  relation on;                    // no name where it is none
  std::optional<lock_mode> lock;  // of the kind lock, and only there
  std::string why;                // "column age: integer → bigint"; nothing for a lock
  std::string advice;             // what to do about it, where something can be done
  bool certain = true;            // false where it depends on what only the server knows
};

std::string_view name_of(lock_mode mode);    // "ACCESS EXCLUSIVE"
std::string_view name_of(hazard_kind kind);  // "data_loss"

// Of one statement on its own, on a table that has rows.
std::vector<hazard> hazards_of(const action::any& does);

}  // namespace sluice::ddl
