#include "pg/options.hpp"

#include <doctest/doctest.h>

using namespace sluice;

TEST_CASE("options: settings, in each of PostgreSQL's spellings") {
  CHECK(pg::settings_of("-c lock_timeout=5s -cstatement_timeout=0 --search-path=a,b") ==
        pg::settings{{"lock_timeout", "5s"}, {"statement_timeout", "0"}, {"search_path", "a,b"}});
  CHECK(pg::settings_of("  -c\tapplication_name=a\\ b\\\\c ") ==
        pg::settings{{"application_name", "a b\\c"}});
  CHECK(pg::settings_of("-c name=") == pg::settings{{"name", ""}});
  CHECK(pg::settings_of("") == pg::settings{});
}

TEST_CASE("options: more than settings") {
  for (const char* other : {"endpoint=ep-cool", "-c a=b project=x", "-e", "-c", "-c a", "-c =b"}) {
    CAPTURE(other);
    CHECK_FALSE(pg::settings_of(other));
  }
}

TEST_CASE("options: left out once, where they were refused") {
  pg::connection_target target;
  const char* const refusal = "FATAL:  unsupported startup parameter: options";
  CHECK_FALSE(pg::leave_out_options(target, refusal));
  target.set("options", "endpoint=x -c lock_timeout=5s");
  CHECK_FALSE(pg::leave_out_options(target, refusal));
  target.set("options", "-c lock_timeout=5s");
  CHECK_FALSE(pg::leave_out_options(target, "FATAL:  password authentication failed"));
  CHECK(pg::leave_out_options(target, refusal));
  CHECK(target.options_refused);
  CHECK(target.through_pooler);
  CHECK(target.get("options") == "-c lock_timeout=5s");
  CHECK_FALSE(pg::leave_out_options(target, refusal));
}
