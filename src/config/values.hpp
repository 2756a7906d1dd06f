// What one place says about a project: the flags, the environment, sluice.toml or drizzle.config.
// What it does not say is absent.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/drizzle_config.hpp"

namespace sluice::config {

struct values {
  std::optional<std::vector<std::string>> schema;
  std::optional<std::string> out, dialect, casing, prefix;
  std::optional<std::string> migrations_table, migrations_schema;
  std::optional<bool> breakpoints, down, strict, verbose;
  std::optional<std::vector<std::string>> tables_filter, schema_filter, extensions_filters;
  std::optional<std::string> roles;  // as in drizzle_config
  std::optional<credentials> database;

  bool operator==(const values&) const = default;
};

values values_of(const drizzle_config& config);

// SLUICE_SCHEMA, SLUICE_OUT, SLUICE_BREAKPOINTS...: lists are separated by commas. Connections have
// variables of their own (pg/). Throws CONFIG.VARIABLE.
values values_of(const std::map<std::string, std::string>& environment);

}  // namespace sluice::config
