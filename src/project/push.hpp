// `sluice push`: a live database is brought to the schema, without a migration in between.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "ddl/statement.hpp"
#include "project/concern.hpp"
#include "project/connection.hpp"
#include "project/renames.hpp"
#include "run/consent.hpp"
#include "run/observer.hpp"
#include "run/session.hpp"
#include "script/engine.hpp"

namespace sluice::project {

struct push_request {
  database_request database;  // its flags say where the schema is, too
  rename_answers answers;
  bool strict_imports = false;
  script::limits bounds;
  bool explain = false;      // nothing is run
  bool unsafe = false;       // outside development too
  run::session_options how;  // but for its ledger
  run::consent consent;
};

struct push_plan {
  std::vector<ddl::statement> statements;
  std::vector<std::size_t> commits;  // so many statements are committed before the next one begins
  std::vector<concern> concerns;     // in the order of the statements
  std::set<std::size_t> measured;    // statements whose rows were asked: `concerns` says all
  std::size_t migrations = 0;        // rows of a ledger that the database has
  bool strict = false, verbose = false;  // by the flags or the configuration

  bool has(concern::kind one) const;
  // Whether rows are lost, as far as they could be looked at: what could not may lose some.
  bool may_lose() const;
};

struct push_callbacks {
  std::function<void(const std::string& database, const std::string& origin)> place;
  std::function<void(std::string_view)> console;  // what the schema files print
  ask_rename ask;
  std::function<void(const push_plan&)> show;   // before anything is asked
  std::function<bool(const push_plan&)> agree;  // no: nothing is done
  run::observer watch;                          // and its remarks are push's own
};

struct push_result {
  enum class outcome {
    unchanged,
    planned,   // --explain
    declined,  // somebody said no
    pushed,
    needs_input,  // `questions` are open: nothing was done
  };
  outcome end = outcome::unchanged;
  push_plan plan;
  std::vector<diff::question> questions;
  std::vector<script::stand_in> stand_ins;
  std::chrono::microseconds took{0};
};

// Throws what schema_source, target_for(), catalog::read() and run::push() throw; PUSH.ENVIRONMENT,
// PROTECTED.* (failure::needs_input), PUSH.IN_THE_WAY (failure::migration) after `show`,
// PUSH.CHANGED (failure::drift).
push_result push(const push_request& asked, const push_callbacks& to);

}  // namespace sluice::project
