// drizzle.config.ts and its kin, evaluated: the keys that sluice knows.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "script/engine.hpp"

namespace sluice::config {

struct credentials {
  std::optional<std::string> url;
  std::optional<std::string> host, port, user, password, database;
  std::optional<std::string> ssl;  // libpq's sslmode, or JSON text of node-postgres's object
};

struct drizzle_config {
  std::filesystem::path file;  // empty: none was found
  std::vector<std::string> schema;
  std::optional<std::string> out;
  std::optional<std::string> dialect;
  std::optional<credentials> database;
  std::optional<std::string> migrations_table, migrations_schema, prefix;
  std::optional<std::string> casing;  // "snake_case", "camelCase"
  std::optional<bool> breakpoints, strict, verbose;
  std::vector<std::string> tables_filter, schema_filter, extensions_filters;
  // entities.roles: true, or {provider, include, exclude} as JSON text.
  std::optional<std::string> roles;
  std::vector<std::string> unknown_keys;
};

// The first of drizzle.config.ts, .mts, .cts, .js, .mjs, .cjs, .json in the folder, or `named`. Throws CONFIG.*.
std::optional<std::filesystem::path> find_drizzle_config(const std::filesystem::path& folder);
drizzle_config load_drizzle_config(script::engine& engine, const std::filesystem::path& file);

}  // namespace sluice::config
