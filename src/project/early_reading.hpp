// A live database that is read while the schema's files are evaluated: neither has to wait for the
// other.
#pragma once

#include <atomic>
#include <functional>
#include <future>
#include <memory>

#include "catalog/read.hpp"
#include "pg/connection.hpp"

namespace sluice::project {

class early_reading {
 public:
  // Connects, calls `prepare` and reads, beside what the caller does. `interrupt` outlives it.
  early_reading(const pg::connection_target& target, const catalog::scope& about,
                const std::atomic<bool>* interrupt,
                const std::function<void(pg::connection&)>& prepare);
  // Where nobody took it, it is given up.
  ~early_reading();
  early_reading(const early_reading&) = delete;
  early_reading& operator=(const early_reading&) = delete;

  struct taken {
    std::unique_ptr<pg::connection> database;
    catalog::reading found;
  };
  // Once. Throws what pg::connection, `prepare` and catalog::read() throw.
  taken take();

 private:
  std::unique_ptr<pg::connection> database_;  // the task's until that has ended
  std::atomic<pg::connection*> open_ = nullptr;
  std::future<catalog::reading> task_;
};

}  // namespace sluice::project
