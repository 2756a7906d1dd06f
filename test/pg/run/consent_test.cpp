// A protected database is spared until its name is given.
#include "run/consent.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/database.hpp"

namespace sluice::run {
namespace {

std::string refusal(pg::connection& on, const consent& by) {
  try {
    expect_consent(on, "remove all tables", by);
  } catch (const error& refused) {
    CHECK(refused.kind == failure::needs_input);
    CHECK(std::string(refused.what()).find("remove all tables") != std::string::npos);
    CHECK(refused.hint.find("--confirm test_") != std::string::npos);
    return refused.code;
  }
  return "done";
}

std::function<std::optional<std::string>(const std::string&, const std::string&)> typing(
    const std::string& typed, int& asked) {
  return [typed, &asked](const std::string& database, const std::string& mark) {
    CHECK(database.starts_with("test_"));
    CHECK(mark == "production");
    ++asked;
    return std::optional(typed);
  };
}

TEST_CASE("consent: a database without a mark asks for nothing") {
  const test::database database;
  pg::connection on = database.connect();
  int asked = 0;
  CHECK(refusal(on, {.ask = typing("x", asked)}) == "done");
  CHECK(refusal(on, {.given = "whatever"}) == "done");
  CHECK(asked == 0);
}

TEST_CASE("consent: a marked one wants its name, by flag or typed") {
  const test::database database;
  pg::connection on = database.connect();
  protect(on, "production");
  int asked = 0;
  CHECK(refusal(on, {}) == "PROTECTED.NEEDS_NAME");
  CHECK(refusal(on, {.given = database.name()}) == "done");
  CHECK(refusal(on, {.given = "production"}) == "PROTECTED.WRONG_NAME");
  CHECK(refusal(on, {.given = ""}) == "PROTECTED.WRONG_NAME");
  CHECK(refusal(on, {.ask = typing(database.name(), asked)}) == "done");
  CHECK(refusal(on, {.ask = typing("y", asked)}) == "PROTECTED.WRONG_NAME");
  CHECK(asked == 2);
  // A wrong flag is not mended by asking.
  CHECK(refusal(on, {.given = "y", .ask = typing(database.name(), asked)}) ==
        "PROTECTED.WRONG_NAME");
  CHECK(asked == 2);
}

TEST_CASE("consent: sluice.toml protects an environment whose database has no mark") {
  const test::database database;
  pg::connection on = database.connect();
  int asked = 0;
  CHECK(refusal(on, {.environment = "production"}) == "PROTECTED.NEEDS_NAME");
  CHECK(refusal(on, {.ask = typing(database.name(), asked), .environment = "production"}) ==
        "done");
  CHECK(asked == 1);
  protect(on, "live");
  CHECK(mark_of(on, {.environment = "production"}) == "live");
}

}  // namespace
}  // namespace sluice::run
