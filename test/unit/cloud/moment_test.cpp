#include "cloud/moment.hpp"

#include <doctest/doctest.h>

namespace sluice::cloud {

TEST_CASE("points in time are read as everybody writes them") {
  const std::time_t expected = 1'795'177'368;
  for (const char* text : {"2026-11-20T12:22:48Z", "2026-11-20T12:22:48UTC", "2026-11-20T12:22:48",
                           "2026-11-20T12:22:48.999Z", "2026-11-20T12:22:48+00:00",
                           "2026-11-20T14:22:48+02:00", "2026-11-20T06:52:48-0530"}) {
    CAPTURE(text);
    CHECK(parse_moment(text) == expected);
  }
  for (const char* text :
       {"", "tomorrow", "2026-11-20", "2026-11-20T12:22:48 CET", "2026-11-20T12:22:48+x"}) {
    CAPTURE(text);
    CHECK(!parse_moment(text));
  }
  CHECK(utc_text(expected) == "2026-11-20T12:22:48Z");
}

}  // namespace sluice::cloud
