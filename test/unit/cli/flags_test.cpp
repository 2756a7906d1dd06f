#include "cli/flags.hpp"

#include <cstdlib>
#include <doctest/doctest.h>

#include "base/error.hpp"

using sluice::cli::flag_set;
using sluice::cli::suggestion;

namespace {

struct fixture {
  std::optional<std::string> name;
  std::vector<std::string> schema;
  std::optional<std::string> prefix;
  std::optional<bool> breakpoints;
  std::optional<int> lines;
  bool custom = false;
  flag_set flags{"generate", "Write.", {"sluice generate"}};

  fixture() {
    flags.heading("Flags").text("-n,--name", "NAME", name, "the name");
    flags.list("--schema", "FILE", schema, "files");
    flags.choice("--prefix", {"index", "unix"}, prefix, "prefix");
    flags.boolean("--breakpoints", breakpoints, "breakpoints");
    flags.number("--lines", "COUNT", lines, "lines");
    flags.toggle("--custom", custom, "custom");
    flags.foreign("--driver", true);
  }
  bool parse(const std::vector<std::string>& words) { return flags.parse(words); }
  std::string code(const std::vector<std::string>& words) {
    try {
      flags.parse(words);
    } catch (const sluice::error& wrong) {
      return wrong.code;
    }
    return "";
  }
};

}  // namespace

TEST_CASE_FIXTURE(fixture, "values behind a blank and behind an equals sign") {
  CHECK(parse({"--name", "a", "--schema=x", "--schema", "y[1]", "--prefix=unix", "--lines", "3"}));
  CHECK(name == "a");
  CHECK(schema == std::vector<std::string>{"x", "y[1]"});
  CHECK(prefix == "unix");
  CHECK(lines == 3);
  CHECK_FALSE(custom);
  CHECK_FALSE(breakpoints.has_value());
}

TEST_CASE_FIXTURE(fixture, "a boolean has a value, or none") {
  SUBCASE("none") {
    CHECK(parse({"--breakpoints", "--custom"}));
    CHECK(breakpoints == true);
    CHECK(custom);
  }
  SUBCASE("behind a blank") {
    CHECK(parse({"--breakpoints", "false"}));
    CHECK(breakpoints == false);
  }
  SUBCASE("behind an equals sign") {
    CHECK(parse({"--breakpoints=0"}));
    CHECK(breakpoints == false);
  }
}

TEST_CASE_FIXTURE(fixture, "JSON is a value like any other") {
  CHECK(parse({"--name", R"([{"type":"create"}])"}));
  CHECK(name == R"([{"type":"create"}])");
}

TEST_CASE_FIXTURE(fixture, "the environment is asked where the command line is silent") {
  setenv("SLUICE_NAME", "from_environment", 1);
  SUBCASE("silent") {
    CHECK(parse({}));
    CHECK(name == "from_environment");
  }
  SUBCASE("said") {
    CHECK(parse({"-n", "said"}));
    CHECK(name == "said");
  }
  unsetenv("SLUICE_NAME");
}

TEST_CASE_FIXTURE(fixture, "flags of drizzle-kit are taken and told") {
  CHECK(parse({"--driver", "pglite", "--custom"}));
  CHECK(flags.ignored() == std::vector<std::string>{"--driver"});
}

TEST_CASE_FIXTURE(fixture, "mistakes have codes") {
  CHECK(code({"--nmae", "x"}) == "USAGE.UNKNOWN_FLAG");
  CHECK(code({"x"}) == "USAGE.ARGUMENT");
  CHECK(code({"--name"}) == "USAGE.VALUE");
  CHECK(code({"--prefix", "none"}) == "USAGE.VALUE");
  CHECK(code({"--lines", "-3"}) == "USAGE.VALUE");
  CHECK(code({"--breakpoints", "perhaps"}) == "USAGE.VALUE");
}

TEST_CASE_FIXTURE(fixture, "--help stops the parsing and lists the flags") {
  CHECK_FALSE(parse({"--nonsense", "--help"}));
  CHECK(flags.help().find("-n, --name NAME") != std::string::npos);
  CHECK(flags.help().find("--driver") == std::string::npos);
}

TEST_CASE("what was probably meant") {
  const std::vector<std::string> words = {"generate", "migrate", "status"};
  CHECK(suggestion("genrate", words) == "generate");
  CHECK(suggestion("stat", words) == "status");
  CHECK(suggestion("xyz", words).empty());
}
