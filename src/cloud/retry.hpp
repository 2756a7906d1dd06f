// Waiting between attempts, longer each time, until there were enough of them.
#pragma once

#include <atomic>
#include <chrono>
#include <utility>

#include "cloud/http.hpp"

namespace sluice::cloud {

class backoff {
 public:
  explicit backoff(const std::atomic<bool>* interrupted) : interrupted_(interrupted) {}

  // Half a minute of attempts, where much would be lost.
  void be_patient() { attempts_ = 8; }

  // Waits; false where it was the last attempt that failed. Throws CLOUD.INTERRUPTED.
  bool wait();
  // It went on: what fails next is a first failure again.
  void reset() { failures_ = 0; }
  int failures() const { return failures_; }

 private:
  const std::atomic<bool>* interrupted_;
  int attempts_ = 5;  // four seconds
  int failures_ = 0;
};

// Sleeps. Throws CLOUD.INTERRUPTED.
void sleep_for(std::chrono::milliseconds length, const std::atomic<bool>* interrupted);

// Calls until nothing breaks that may be tried again.
template <typename Function>
auto with_retries(const std::atomic<bool>* interrupted, Function&& attempt) {
  backoff pause(interrupted);
  for (;;) {
    try {
      return std::forward<Function>(attempt)();
    } catch (const broken_transfer& broken) {
      if (!broken.may_be_tried_again || !pause.wait()) throw;
    }
  }
}

}  // namespace sluice::cloud
