#include "cli/service_variables.hpp"

#include <doctest/doctest.h>

#include "cli/log.hpp"

namespace sluice::cli {
namespace {

using variables = std::map<std::string, std::string>;

std::optional<std::string> file(const std::string& name) {
  if (name == "/secret") return "s3cret\n";
  if (name == "/empty") return "\n";
  return std::nullopt;
}

service_variables read(const variables& environment) {
  return read_service_variables(environment, file);
}

std::size_t mistakes(const service_variables& said) {
  std::size_t out = 0;
  for (const diagnostic& one : said.found) out += one.level == severity::error ? 1 : 0;
  return out;
}

TEST_CASE("what nothing says has the default of the service that this one replaces") {
  CHECK(read({}).defaults == variables{{"POSTGRES_USER", "postgres"},
                                       {"POSTGRES_PASSWORD", "postgres"},
                                       {"POSTGRES_DB", "streamystats"},
                                       {"DB_HOST", "vectorchord"},
                                       {"DB_PORT", "5432"}});
  CHECK(read({{"DB_HOST", "db"}, {"POSTGRES_DB", "app"}, {"POSTGRES_PASSWORD_FILE", "/secret"}})
            .defaults == variables{{"POSTGRES_USER", "postgres"}, {"DB_PORT", "5432"}});
  // Other images' names for the same.
  CHECK(read({{"POSTGRES_HOST", "db"}, {"DB_NAME", "app"}, {"DB_PASSWORD", "x"}}).defaults ==
        variables{{"POSTGRES_USER", "postgres"}, {"DB_PORT", "5432"}});
}

TEST_CASE("a URL says it all, and that parts are passed over is said") {
  for (const char* name : {"DATABASE_URL", "DIRECT_URL", "MIGRATION_DATABASE_URL", "POSTGRES_URL",
                           "DATABASE_URL_PRODUCTION"}) {
    const service_variables said = read({{name, "postgresql://u@h/d"}, {"DB_HOST", "other"}});
    CHECK(said.defaults.empty());
    REQUIRE(said.found.size() == 1);
    CHECK(said.found[0].level == severity::note);
    CHECK(said.found[0].message.find(name) != std::string::npos);
  }
  CHECK(read({{"PGHOST", "h"}}).defaults.empty());
  CHECK(read({{"DATABASE_URL_TEST", "postgresql://u@h/d"}}).defaults.size() == 5);
  CHECK(read({{"DATABASE_URL_TEST", "postgresql://u@h/d"}, {"NODE_ENV", "test"}}).defaults.empty());
}

TEST_CASE("every mistake is found, and none of them names a secret") {
  const service_variables said = read({{"DATABASE_URL", "postgresql://u:s3cret@h:x/d"},
                                       {"DB_PORT", "0"},
                                       {"DB_HOST", "db:5432"},
                                       {"POSTGRES_DB", std::string(64, 'x')},
                                       {"POSTGRES_USER_FILE", "/none"},
                                       {"POSTGRES_PASSWORD_FILE", "/empty"},
                                       {"SLUICE_WAIT", "long"},
                                       {"SLUICE_EXTENSIONS", "a;b c"},
                                       {"SLUICE_LOG", "xml"}});
  CHECK(mistakes(said) == 9);
  for (const diagnostic& one : said.found) {
    CHECK(one.message.find("s3cret") == std::string::npos);
  }
  CHECK(mistakes(read({{"POSTGRES_PASSWORD", "a"}, {"POSTGRES_PASSWORD_FILE", "/secret"}})) == 1);
  CHECK(mistakes(read({{"DB_HOST", "fe80::1"}, {"DB_PORT", "65535"}})) == 0);
  CHECK(mistakes(read({{"DB_HOST", "/var/run/postgresql"}})) == 0);
}

TEST_CASE("a line of the log is one object on one line") {
  const auto time = std::chrono::system_clock::time_point(std::chrono::milliseconds(1714000000123));
  CHECK(log_line(time, log_level::warning, "remark", "two\nlines",
                 [](json_writer& out) { out.member("count", 2); }) ==
        R"({"time":"2024-04-24T23:06:40.123Z","level":"warning","event":"remark",)"
        R"("message":"two\nlines","fields":{"count":2}})");
  CHECK(
      log_line(time, log_level::debug, "text", "x") ==
      R"({"time":"2024-04-24T23:06:40.123Z","level":"debug","event":"text","message":"x","fields":{}})");
}

}  // namespace
}  // namespace sluice::cli
