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
  std::optional<std::string> introspect_casing;
  std::optional<std::string> migrations_table, migrations_schema;
  std::optional<bool> breakpoints, down, strict, verbose;
  std::optional<std::vector<std::string>> tables_filter, schema_filter, extensions_filters;
  std::optional<std::string> roles;  // as in drizzle_config
  std::optional<credentials> database;
  // What drizzle.config has no keys for.
  std::optional<bool> protect;
  std::optional<std::vector<std::string>> extensions;          // that a database needs
  std::optional<std::string> lock_timeout, statement_timeout;  // "5s"
  std::optional<std::vector<std::string>> password_command;    // a program and its arguments
  std::optional<std::string> data_folder;                      // of data migrations

  bool operator==(const values&) const = default;
};

values values_of(const drizzle_config& config);

// A command as it is typed, for the shell.
std::vector<std::string> shell_command(const std::string& typed);

// SLUICE_SCHEMA, SLUICE_OUT, SLUICE_BREAKPOINTS...: lists are separated by commas, and
// SLUICE_PASSWORD_COMMAND is the shell's. Connections have variables of their own (pg/). Throws
// CONFIG.VARIABLE.
values values_of(const std::map<std::string, std::string>& environment);

}  // namespace sluice::config
