// Tries a migration on a scratch database: from the schema before, filled with a few rows, to the
// one after; compares with that schema built afresh; and goes back and there again where there is a
// way back.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "model/database.hpp"
#include "pg/target.hpp"
#include "project/scratch.hpp"

namespace sluice::project {

struct verify_request {
  pg::connection_target target;
  scratch_kind kind = scratch_kind::new_database;
  const model::database* before = nullptr;
  const model::database* after = nullptr;
  // Each migration's statements, in the order in which they run.
  std::vector<std::vector<std::string>> up;
  std::vector<std::vector<std::string>> down;  // empty: there and no way back
  bool keeps_down = false;  // what fails on the way back with rows is worth a word
};

struct verification {
  enum class outcome {
    right,
    wrong,       // `details`: what fails, or what differs
    impossible,  // a schema can't be built on that server: `details` say why
  };
  outcome is = outcome::right;
  std::vector<std::string> details;
  std::string with_rows;  // what fails where tables have rows that don't suit; "" where nothing did
  bool went_back = false;
  std::string server;  // "15.18"
  std::chrono::milliseconds took{0};
};

// Throws PG.CONNECT, VERIFY.NOT_EMPTY.
verification verify(const verify_request& asked);

}  // namespace sluice::project
