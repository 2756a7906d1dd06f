// Applies one migration and records it, in one transaction where the file allows that.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "pg/connection.hpp"
#include "run/history.hpp"
#include "run/ledger.hpp"
#include "run/script.hpp"

namespace sluice::run {

struct migration {
  std::string tag;
  std::int64_t when = 0;
  std::string hash;
  std::filesystem::path file;
  script content;

  step as_step() const { return {tag, hash, direction::up, content.statements.size()}; }
};

// Where a pooler may give each transaction another session, the lock is each transaction's own, and
// it looks whether another run was first.
struct transaction_lock {
  std::int64_t key = 0;
  std::chrono::milliseconds timeout{0};
};

struct application {
  enum class end {
    applied,
    already,          // another run was first
    connection_lost,  // it is for the ledger to say whether it is applied
  };
  end came = end::applied;
  // Where the connection was lost: one transaction held it all, so it is applied or nothing of it
  // is.
  bool all_or_nothing = true;
  std::string progress;  // else: what is known to be applied
};

// Throws MIGRATE.FAILED, RUN.INTERRUPTED, LOCK.TIMEOUT, MIGRATE.POOLER. `rest` is said after each
// failure: the state of the other migrations.
application apply(pg::connection& connection, const ledger_name& ledger, const history& kept,
                  const migration& one, const std::optional<transaction_lock>& lock,
                  const std::string& rest);

}  // namespace sluice::run
