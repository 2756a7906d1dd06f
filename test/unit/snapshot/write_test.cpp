#include <doctest/doctest.h>

#include "base/file.hpp"
#include "everything.hpp"
#include "snapshot/javascript_value.hpp"

namespace sluice::snapshot {

TEST_CASE("snapshot: the writer gives drizzle-kit's bytes") {
  const document snapshot{.id = "11111111-1111-4111-8111-111111111111",
                          .prev_id = std::string(origin_id),
                          .database = everything()};
  CHECK(write(snapshot) ==
        read_file(SLUICE_SOURCE_DIR "/test/unit/snapshot/golden/everything.json"));
}

TEST_CASE("snapshot: numbers are JavaScript's") {
  CHECK(javascript_number(1.0) == "1");
  CHECK(javascript_number(-0.0) == "0");
  CHECK(javascript_number(0.1) == "0.1");
  CHECK(javascript_number(-1.5) == "-1.5");
  CHECK(javascript_number(123456.789) == "123456.789");
  CHECK(javascript_number(100) == "100");
  CHECK(javascript_number(1e20) == "100000000000000000000");
  CHECK(javascript_number(1e21) == "1e+21");
  CHECK(javascript_number(1.5e300) == "1.5e+300");
  CHECK(javascript_number(123456789012345680000.0) == "123456789012345680000");
  CHECK(javascript_number(1e-6) == "0.000001");
  CHECK(javascript_number(0.00000123) == "0.00000123");
  CHECK(javascript_number(1e-7) == "1e-7");
  CHECK(javascript_number(1.25e-9) == "1.25e-9");
  CHECK(javascript_number(5e-324) == "5e-324");
  CHECK(javascript_number(1.7976931348623157e308) == "1.7976931348623157e+308");
}

TEST_CASE("snapshot: values keep JavaScript's key order and the last of equal keys") {
  const auto text = [](std::string_view json) { return compact_text(parse_json(json, "test")); };
  CHECK(text(R"({"b":1,"10":2,"2":3,"b":4,"01":5})") == R"({"2":3,"10":2,"b":4,"01":5})");
  CHECK(text("[1.0, -0, 1E3, 9007199254740993, 18446744073709551615, \"1.0\"]") ==
        "[1,0,1000,9007199254740993,18446744073709551615,\"1.0\"]");
}

}  // namespace sluice::snapshot
