#include "run/pause.hpp"

#include <algorithm>
#include <random>
#include <thread>

namespace sluice::run {
namespace {

using clock = std::chrono::steady_clock;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr milliseconds shortest_pause = 4ms;
constexpr milliseconds longest_pause = 1s;
constexpr milliseconds between_looks = 50ms;  // for an interruption

}  // namespace

milliseconds pause_after(milliseconds waited) {
  static std::mt19937 random(std::random_device{}());
  const milliseconds full = std::clamp(waited / 8, shortest_pause, longest_pause);
  return milliseconds(
      std::uniform_int_distribution<milliseconds::rep>(full.count() / 2, full.count())(random));
}

void rest_for(milliseconds pause, const std::atomic<bool>* interrupt) {
  const auto end = clock::now() + pause;
  for (auto now = clock::now(); now < end; now = clock::now()) {
    if (interrupt != nullptr && interrupt->load()) return;
    std::this_thread::sleep_for(std::min<clock::duration>(end - now, between_looks));
  }
}

}  // namespace sluice::run
