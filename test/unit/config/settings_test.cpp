// Who has the last word on a setting.
#include "config/settings.hpp"

#include <doctest/doctest.h>

#include "config/expand.hpp"
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

TEST_CASE("references in settings") {
  const config::variables set = {{"HOST", "h"}, {"EMPTY", ""}};
  const auto read = [&](std::string_view text) {
    return config::expand_setting(text, set, "sluice.toml: url");
  };
  CHECK(read("postgres://u:p$a$HOST@${HOST}/${NAME:-d}${HOST:+?x=1}") ==
        "postgres://u:p$a$HOST@h/d?x=1");
  CHECK(read("${EMPTY:-e}${EMPTY:+no}") == "e");
  CHECK(read("${") == "${");
  CHECK(read("${HOST") == "${HOST");
  const sluice::error failed = failure_of([&] { read("postgres://${USER_NAME}@h/d"); });
  CHECK(failed.code == "CONFIG.UNSET_VARIABLE");
  CHECK(std::string(failed.what()) == "sluice.toml: url uses ${USER_NAME}, which is not set");
  CHECK(failure_of([&] { read("${EMPTY}"); }).code == "CONFIG.UNSET_VARIABLE");
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
  const auto read = config::load_sluice_toml(p.folder());
  REQUIRE(read);
  CHECK(read->environments.empty());
  const config::values* said = &read->general;
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
  CHECK(said->database->ssl == "true");
  CHECK(said->roles == R"({"provider":"supabase","exclude":["x"]})");
}

TEST_CASE("sluice.toml: an environment has the same keys") {
  sluice::test::config_project p;
  p.file("sluice.toml", R"(
out = "./migrations"
lock_timeout = 500
schemas = ["app", "audit"]
[env.production]
url = "${PRODUCTION_URL}"
direct_url = "postgres://direct/d"
protect = true
extensions = ["vector", "uuid-ossp"]
lock_timeout = "5s"
statement_timeout = "2 min"
password_command = "vault read -field=password database/creds"
[env.production.migrations]
schema = "ledger"
[env.test]
out = "./other"
password_command = ["/usr/bin/pass", "show", "it"]
[env.test.dbCredentials]
host = "localhost"
)");
  const auto read = config::load_sluice_toml(p.folder());
  REQUIRE(read);
  CHECK(read->general.lock_timeout == "500ms");
  CHECK(read->general.schema_filter == names{"app", "audit"});
  CHECK(!read->general.protect);
  REQUIRE(read->environments.size() == 2);
  const config::values& production = read->environments.at("production");
  CHECK(production.database->url == "${PRODUCTION_URL}");
  CHECK(production.database->direct_url == "postgres://direct/d");
  CHECK(production.protect == true);
  CHECK(production.extensions == names{"vector", "uuid-ossp"});
  CHECK(production.lock_timeout == "5s");
  CHECK(production.statement_timeout == "2min");
  CHECK(production.password_command ==
        names{"/bin/sh", "-c", "vault read -field=password database/creds"});
  CHECK(production.migrations_schema == "ledger");
  const config::values& test = read->environments.at("test");
  CHECK(test.database->host == "localhost");
  CHECK(test.password_command == names{"/usr/bin/pass", "show", "it"});

  config::sources said{.named_environment = test,
                       .sluice_toml = read->general,
                       .named_environment_name = "sluice.toml [env.test]"};
  said.drizzle_config.database = config::credentials{.url = "postgres://config/d"};
  const config::settings all = config::resolve(said);
  CHECK(all.out == config::setting<std::string>{"./other", "sluice.toml [env.test]"});
  CHECK(all.lock_timeout == config::setting<std::optional<std::string>>{"500ms", "sluice.toml"});
  CHECK(!all.statement_timeout.value);
  CHECK(all.environment_database.value->host == "localhost");
  CHECK(all.database.value->url == "postgres://config/d");
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
  failed = read("[env.prod]\nproect = true\n");
  CHECK(std::string(failed.what()) == "there is no setting env.prod.proect");
  CHECK(failed.hint == "did you mean env.prod.protect?");
  failed = read("[env]\nprod = 1\n");
  CHECK(std::string(failed.what()) == "env.prod should be a table");
  failed = read("lock_timeout = 'soon'\n");
  CHECK(std::string(failed.what()) ==
        "lock_timeout should be a length of time, such as \"5s\" or \"500ms\"");
  failed = read("out = 5\n");
  CHECK(failed.code == "CONFIG.KEY");
  CHECK(std::string(failed.what()) == "out should be a string");
  CHECK(failed.where.line == 1);
  failed = read("out = \n");
  CHECK(failed.code == "CONFIG.TOML");
  CHECK(failed.where.line == 1);
}
