// Who has the last word on a setting.
#include "config/settings.hpp"

#include <doctest/doctest.h>

#include "config/sluice_toml.hpp"
#include "unit/config/project.hpp"

namespace config = sluice::config;
using names = std::vector<std::string>;

namespace {

template <typename Action>
sluice::error failure_of(Action action) {
  try {
    action();
  } catch (sluice::error& failed) {
    return std::move(failed);
  }
  return {sluice::failure::general, "", "no error"};
}

}  // namespace

TEST_CASE("flag, environment, sluice.toml, drizzle config, default: in this order") {
  config::sources said;
  CHECK(config::resolve(said).out == config::setting<std::string>{"drizzle", "default"});
  said.drizzle_config.out = "from config";
  CHECK(config::resolve(said).out ==
        config::setting<std::string>{"from config", "drizzle.config.ts"});
  said.sluice_toml.out = "from toml";
  CHECK(config::resolve(said).out == config::setting<std::string>{"from toml", "sluice.toml"});
  said.environment.out = "from environment";
  CHECK(config::resolve(said).out ==
        config::setting<std::string>{"from environment", "SLUICE_OUT"});
  said.flags.out = "from flag";
  CHECK(config::resolve(said).out == config::setting<std::string>{"from flag", "--out"});
}

TEST_CASE("a value that is false or empty is said") {
  config::sources said;
  said.flags.breakpoints = false;
  said.drizzle_config.breakpoints = true;
  CHECK(config::resolve(said).breakpoints == config::setting<bool>{false, "--breakpoints"});
}

TEST_CASE("the defaults") {
  const config::settings all = config::resolve({});
  CHECK(all.schema.value.empty());
  CHECK(all.dialect.value == "postgresql");
  CHECK(all.casing.value.empty());
  CHECK(all.prefix.value == "index");
  CHECK(all.migrations_table.value == "__drizzle_migrations");
  CHECK(all.migrations_schema.value == "drizzle");
  CHECK(all.breakpoints.value);
  CHECK(!all.strict.value);
  CHECK(all.schema_filter.value == names{"public"});
  CHECK(!all.database.value);
}

TEST_CASE("what can't be is an error that says who said it") {
  config::sources said;
  said.environment.casing = "kebab";
  sluice::error failed = failure_of([&] { config::resolve(said); });
  CHECK(failed.code == "CONFIG.CASING");
  CHECK(std::string(failed.what()) == "SLUICE_CASING asks for the casing \"kebab\"");
  said = {};
  said.flags.dialect = "sqlite";
  CHECK(failure_of([&] { config::resolve(said); }).code == "CONFIG.DIALECT");
  said = {};
  said.sluice_toml.prefix = "date";
  CHECK(failure_of([&] { config::resolve(said); }).code == "CONFIG.PREFIX");
}

TEST_CASE("SLUICE_ variables") {
  const config::values said =
      config::values_of(std::map<std::string, std::string>{{"SLUICE_SCHEMA", "a.ts, b/*.ts"},
                                                           {"SLUICE_OUT", ""},
                                                           {"SLUICE_BREAKPOINTS", "off"},
                                                           {"SLUICE_STRICT", "1"},
                                                           {"SCHEMA", "not this"}});
  CHECK(said.schema == names{"a.ts", "b/*.ts"});
  CHECK(!said.out);
  CHECK(said.breakpoints == false);
  CHECK(said.strict == true);
  CHECK(failure_of([] {
          config::values_of(std::map<std::string, std::string>{{"SLUICE_STRICT", "perhaps"}});
        }).code == "CONFIG.VARIABLE");
}

TEST_CASE("drizzle.config's keys") {
  config::drizzle_config read;
  read.schema = {"./s.ts"};
  read.prefix = "unix";
  read.database = config::credentials{.url = "postgres://h/d"};
  const config::values said = config::values_of(read);
  CHECK(said.schema == names{"./s.ts"});
  CHECK(said.prefix == "unix");
  CHECK(said.database->url == "postgres://h/d");
  CHECK(!said.tables_filter);
}

TEST_CASE("sluice.toml") {
  sluice::test::config_project p;
  CHECK(!config::load_sluice_toml(p.folder()));
  p.file("sluice.toml", R"(
schema = ["./a.ts", "./b.ts"]
out = "./migrations"
casing = "snake_case"
breakpoints = false
tablesFilter = "app_*"
[migrations]
table = "t"
schema = "s"
prefix = "timestamp"
down = true
[dbCredentials]
host = "h"
port = 5433
ssl = true
[entities]
roles = { provider = "supabase", exclude = ["x"] }
)");
  const std::optional<config::values> said = config::load_sluice_toml(p.folder());
  REQUIRE(said);
  CHECK(said->schema == names{"./a.ts", "./b.ts"});
  CHECK(said->out == "./migrations");
  CHECK(said->casing == "snake_case");
  CHECK(said->breakpoints == false);
  CHECK(said->tables_filter == names{"app_*"});
  CHECK(said->migrations_table == "t");
  CHECK(said->migrations_schema == "s");
  CHECK(said->prefix == "timestamp");
  CHECK(said->down == true);
  CHECK(said->database->host == "h");
  CHECK(said->database->port == "5433");
  CHECK(said->database->ssl == "require");
  CHECK(said->roles == R"({"provider":"supabase","exclude":["x"]})");
}

TEST_CASE("mistakes in sluice.toml have a place") {
  sluice::test::config_project p;
  const auto read = [&p](const std::string& text) {
    p.file("sluice.toml", text);
    return failure_of([&p] { config::load_sluice_toml(p.folder()); });
  };
  sluice::error failed = read("out = 'x'\nshema = './a.ts'\n");
  CHECK(failed.code == "CONFIG.KEY");
  CHECK(failed.where.line == 2);
  CHECK(failed.hint == "did you mean schema?");
  failed = read("[migrations]\ntabel = 'x'\n");
  CHECK(failed.hint == "did you mean migrations.table?");
  failed = read("out = 5\n");
  CHECK(failed.code == "CONFIG.KEY");
  CHECK(std::string(failed.what()) == "out should be a string");
  CHECK(failed.where.line == 1);
  failed = read("out = \n");
  CHECK(failed.code == "CONFIG.TOML");
  CHECK(failed.where.line == 1);
}
