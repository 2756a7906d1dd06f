// One value for every setting, and who said it: a flag goes before the environment, that before
// sluice.toml (first what it says of the named environment), that before drizzle.config, that
// before what sluice does unasked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/values.hpp"

namespace sluice::config {

template <typename Value>
struct setting {
  Value value;
  std::string origin;  // "--out", "SLUICE_OUT", a file's name, "default"

  bool operator==(const setting&) const = default;
};

struct settings {
  setting<std::vector<std::string>> schema;
  setting<std::string> out;
  setting<std::string> dialect;
  setting<std::string> casing;  // "" is none
  setting<std::string> introspect_casing;
  setting<std::string> prefix;
  setting<std::string> migrations_table, migrations_schema;
  setting<bool> breakpoints, down, strict, verbose;
  setting<std::vector<std::string>> tables_filter, schema_filter, extensions_filters;
  setting<std::string> roles;  // "" is none
  setting<std::optional<credentials>> database;
  // What sluice.toml says of the named environment's: it goes before variables that speak of none.
  setting<std::optional<credentials>> environment_database;
  setting<bool> protect;
  setting<std::vector<std::string>> extensions;
  setting<std::optional<std::string>> lock_timeout, statement_timeout;
  setting<std::optional<std::vector<std::string>>> password_command;
  setting<std::optional<std::string>> data_folder;
};

struct sources {
  values flags;
  values environment;
  values named_environment;  // sluice.toml's [env.NAME]
  values sluice_toml;
  values drizzle_config;
  std::string named_environment_name = "sluice.toml [env]";
  std::string sluice_toml_name = "sluice.toml";
  std::string drizzle_config_name = "drizzle.config.ts";
};

// Throws CONFIG.DIALECT, CONFIG.CASING and CONFIG.PREFIX, naming who said it.
settings resolve(const sources& said);

}  // namespace sluice::config
