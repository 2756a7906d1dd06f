// Runs statements that lead a database to a schema: no migration, and the ledger doesn't know of
// it. A history that is kept already has a row of it.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "run/observer.hpp"
#include "run/session.hpp"

namespace sluice::run {

// What a guard raises where its statement would do more by now than was foreseen.
inline constexpr std::string_view no_longer_right = "SLU02";

struct push_statement {
  std::string sql;
  std::string guard = {};  // a statement that goes before it, in its transaction
};

struct push_report {
  std::size_t statements = 0;
  std::chrono::microseconds took{0};
};

// Each of `parts` is committed before the next begins; within one, all that can be in a transaction
// is in one with what stands beside it. `still_right` is asked under the lock, before anything is
// run: it throws where something else is to be done by now. Throws PUSH.FAILED (failure::migration:
// rolled back; migration_repair: a part stays), PUSH.CHANGED by a guard, PUSH.LOCK_TIMEOUT,
// PUSH.CONNECTION_LOST, LOCK.TIMEOUT, RUN.INTERRUPTED, PG.*.
push_report push(pg::connection& connection, const std::vector<std::vector<push_statement>>& parts,
                 const session_options& how, const observer& watch,
                 const std::function<void()>& still_right);

}  // namespace sluice::run
