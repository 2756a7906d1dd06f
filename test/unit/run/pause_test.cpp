#include "run/pause.hpp"

#include <algorithm>
#include <doctest/doctest.h>

namespace sluice::run {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

TEST_CASE("pause: the longer somebody waited, the longer the pause before the next try") {
  for (int i = 0; i < 100; ++i) {
    CHECK(pause_after(0ms) >= 1ms);
    CHECK(pause_after(0ms) <= 10ms);
    CHECK(pause_after(800ms) >= 50ms);
    CHECK(pause_after(800ms) <= 100ms);
    CHECK(pause_after(1h) <= 1s);
  }
}

TEST_CASE("pause: a minute of waiting is not many tries") {
  int tries = 0;
  for (milliseconds waited{0}; waited < 60s; ++tries) waited += pause_after(waited);
  CHECK(tries < 250);
}

TEST_CASE("pause: who is interrupted does not sleep on") {
  const std::atomic<bool> interrupt{true};
  rest_for(std::chrono::hours(1), &interrupt);
}

}  // namespace
}  // namespace sluice::run
