#include "cli/duration.hpp"

#include <doctest/doctest.h>

using namespace std::chrono_literals;
using sluice::cli::parse_duration;
using sluice::cli::show;

TEST_CASE("lengths of time have a unit") {
  CHECK(parse_duration("500ms") == 500ms);
  CHECK(parse_duration("5s") == 5000ms);
  CHECK(parse_duration("2min") == 120'000ms);
  CHECK(parse_duration("1h") == 3'600'000ms);
  CHECK(parse_duration("2d") == 172'800'000ms);
  CHECK(parse_duration("0") == 0ms);
  for (const char* wrong : {"", "5", "s", "-1s", "1.5s", "5 s", "5x", "99999999999999999999s"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_duration(wrong));
  }
}

TEST_CASE("lengths of time as a person reads them") {
  CHECK(show(400us) == "0.4 ms");
  CHECK(show(12'345us) == "12 ms");
  CHECK(show(3'210ms) == "3.2 s");
  CHECK(show(125s) == "2 min 5 s");
}
