// What a run tells while it goes on, whether it applies migrations or takes them back.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "pg/connection.hpp"
#include "run/apply.hpp"
#include "run/lock.hpp"
#include "run/onlooker.hpp"

namespace sluice::run {

struct applied_migration {
  std::string tag;
  int statements = 0;
  std::chrono::microseconds took{0};
};

// Progress, as it happens; each may be empty.
struct observer {
  std::function<void(const lock_holder&, std::chrono::milliseconds waited)> waiting_for_lock;
  std::function<void(const std::string& tag, std::size_t number, std::size_t of)> begin;
  std::function<void(const applied_migration&)> done;
  // Some times a second, while a statement runs.
  std::function<void(const running_statement&)> running;
  // It waits for a lock; and after PostgreSQL gave up, it will be tried again.
  std::function<void(const running_statement&, const std::vector<blocker>&)> blocked;
  std::function<void(const another_try&)> again;
  std::function<void(const diagnostic&)> remark;
  // What PostgreSQL says on the way (NOTICE, WARNING); `tag` is of the migration that runs.
  std::function<void(const std::string& tag, const pg::server_message&)> notice;
};

}  // namespace sluice::run
