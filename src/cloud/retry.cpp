#include "cloud/retry.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <thread>

namespace sluice::cloud {
namespace {

using std::chrono::milliseconds;

constexpr double first = 100;
constexpr milliseconds longest{10'000};

// Between half of it and all: whoever failed together does not come back together.
milliseconds spread(milliseconds length) {
  static thread_local std::minstd_rand random(std::random_device{}());
  std::uniform_int_distribution<milliseconds::rep> any(length.count() / 2, length.count());
  return milliseconds(any(random));
}

}  // namespace

bool backoff::wait() {
  if (++failures_ >= attempts_) return false;
  const milliseconds length(static_cast<milliseconds::rep>(first * std::pow(3, failures_ - 1)));
  sleep_for(spread(std::min(length, longest)), interrupted_);
  return true;
}

void sleep_for(milliseconds length, const std::atomic<bool>* interrupted) {
  const auto end = std::chrono::steady_clock::now() + length;
  for (;;) {
    if (interrupted != nullptr && interrupted->load()) {
      throw error(failure::interrupted, "CLOUD.INTERRUPTED", "interrupted while waiting");
    }
    const auto left =
        std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return;
    std::this_thread::sleep_for(std::min(left, milliseconds(100)));
  }
}

}  // namespace sluice::cloud
