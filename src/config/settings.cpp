#include "config/settings.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"

namespace sluice::config {

namespace {

// What a setting is called on the command line and in the environment.
struct names {
  std::string flag;
  std::string variable;
};

template <typename Value>
setting<Value> first_of(const sources& said, std::optional<Value> values::* member,
                        const names& called, Value otherwise) {
  const std::array<std::pair<const values*, std::string>, 5> places = {
      {{&said.flags, "--" + called.flag},
       {&said.environment, "SLUICE_" + called.variable},
       {&said.named_environment, said.named_environment_name},
       {&said.sluice_toml, said.sluice_toml_name},
       {&said.drizzle_config, said.drizzle_config_name}}};
  for (const auto& [place, name] : places) {
    if (const std::optional<Value>& value = place->*member) return {*value, name};
  }
  return {std::move(otherwise), "default"};
}

setting<std::optional<credentials>> database_of(const sources& said) {
  if (said.flags.database) return {said.flags.database, "--url"};
  if (said.sluice_toml.database) return {said.sluice_toml.database, said.sluice_toml_name};
  if (said.drizzle_config.database) return {said.drizzle_config.database, said.drizzle_config_name};
  return {std::nullopt, "default"};
}

// The same for what has no value where nobody says one.
template <typename Value>
setting<std::optional<Value>> first_if_any(const sources& said,
                                           std::optional<Value> values::* member,
                                           const names& called) {
  const setting<Value> found = first_of(said, member, called, Value());
  if (found.origin == "default") return {std::nullopt, found.origin};
  return {found.value, found.origin};
}

void expect_one_of(const setting<std::string>& said, const std::string& code,
                   const std::string& what, const std::vector<std::string>& known) {
  if (said.value.empty() || std::find(known.begin(), known.end(), said.value) != known.end())
    return;
  throw error(failure::config, code,
              concat(said.origin, " asks for the ", what, " \"", said.value, "\""))
      .advise(concat(what, " is ", join(known, " or ")));
}

}  // namespace

settings resolve(const sources& said) {
  const std::vector<std::string> none;
  const std::string unset;
  settings all{
      .schema = first_of(said, &values::schema, {"schema", "SCHEMA"}, none),
      .out = first_of(said, &values::out, {"out", "OUT"}, std::string("drizzle")),
      .dialect =
          first_of(said, &values::dialect, {"dialect", "DIALECT"}, std::string("postgresql")),
      .casing = first_of(said, &values::casing, {"casing", "CASING"}, unset),
      .introspect_casing =
          first_of(said, &values::introspect_casing, {"introspect-casing", "INTROSPECT_CASING"},
                   std::string("camel")),
      .prefix = first_of(said, &values::prefix, {"prefix", "PREFIX"}, std::string("index")),
      .migrations_table =
          first_of(said, &values::migrations_table, {"migrations-table", "MIGRATIONS_TABLE"},
                   std::string("__drizzle_migrations")),
      .migrations_schema =
          first_of(said, &values::migrations_schema, {"migrations-schema", "MIGRATIONS_SCHEMA"},
                   std::string("drizzle")),
      .breakpoints = first_of(said, &values::breakpoints, {"breakpoints", "BREAKPOINTS"}, true),
      .down = first_of(said, &values::down, {"down", "DOWN"}, false),
      .strict = first_of(said, &values::strict, {"strict", "STRICT"}, false),
      .verbose = first_of(said, &values::verbose, {"verbose", "VERBOSE"}, false),
      .tables_filter =
          first_of(said, &values::tables_filter, {"tablesFilter", "TABLES_FILTER"}, none),
      .schema_filter = first_of(said, &values::schema_filter, {"schemaFilters", "SCHEMA_FILTER"},
                                std::vector<std::string>{"public"}),
      .extensions_filters = first_of(said, &values::extensions_filters,
                                     {"extensionsFilters", "EXTENSIONS_FILTERS"}, none),
      .roles = first_of(said, &values::roles, {"roles", "ROLES"}, unset),
      .database = database_of(said),
      .environment_database = {said.named_environment.database, said.named_environment_name},
      .protect = first_of(said, &values::protect, {"protect", "PROTECT"}, false),
      .extensions = first_of(said, &values::extensions, {"extensions", "EXTENSIONS"}, none),
      .lock_timeout = first_if_any(said, &values::lock_timeout, {"lock-timeout", "LOCK_TIMEOUT"}),
      .statement_timeout = first_if_any(said, &values::statement_timeout,
                                        {"statement-timeout", "STATEMENT_TIMEOUT"}),
      .password_command =
          first_if_any(said, &values::password_command, {"password-command", "PASSWORD_COMMAND"}),
      .data_folder = first_if_any(said, &values::data_folder, {"data-folder", "DATA_FOLDER"}),
  };
  expect_one_of(all.dialect, "CONFIG.DIALECT", "dialect", {"postgresql"});
  expect_one_of(all.casing, "CONFIG.CASING", "casing", {"snake_case", "camelCase"});
  expect_one_of(all.introspect_casing, "CONFIG.CASING", "casing", {"camel", "preserve"});
  expect_one_of(all.prefix, "CONFIG.PREFIX", "prefix",
                {"index", "timestamp", "supabase", "unix", "none"});
  return all;
}

}  // namespace sluice::config
