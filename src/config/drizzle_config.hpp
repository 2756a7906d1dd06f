// drizzle.config.ts and its kin, evaluated: the keys that sluice knows.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "script/engine.hpp"

namespace sluice::config {

struct credentials {
  std::optional<std::string> url;
  std::optional<std::string> direct_url;  // sluice.toml's own: past the pooler, for migrations
  std::optional<std::string> host, port, user, password, database;
  std::optional<std::string> ssl;  // libpq's sslmode, or JSON text of node-postgres's object

  bool operator==(const credentials&) const = default;
};

struct drizzle_config {
  std::filesystem::path file;  // empty: none was found
  std::vector<std::string> schema;
  std::optional<std::string> out;
  std::optional<std::string> dialect;
  std::optional<std::string> driver;  // "aws-data-api", "pglite"
  std::optional<credentials> database;
  std::optional<std::string> migrations_table, migrations_schema, prefix;
  std::optional<std::string> casing;             // "snake_case", "camelCase"
  std::optional<std::string> introspect_casing;  // "camel", "preserve"
  std::optional<bool> breakpoints, strict, verbose;
  std::optional<bool> down;  // migrations.down: sluice's own, drizzle-kit passes over it
  std::vector<std::string> tables_filter, schema_filter, extensions_filters;
  // entities.roles: true, or {provider, include, exclude} as JSON text.
  std::optional<std::string> roles;
  std::vector<std::string> unknown_keys;
  diagnostics remarks;  // keys of early drizzle-kit versions, and what they are called now
};

// The first of drizzle.config.ts, .mts, .cts, .js, .mjs, .cjs, .json in the folder.
std::optional<std::filesystem::path> find_drizzle_config(const std::filesystem::path& folder);

// What configuration files and schemas import besides drizzle-orm: drizzle-kit, dotenv,
// dotenv/config.
void add_bundles(script::engine& engine);

// Throws CONFIG.NOT_FOUND, CONFIG.DIALECT, CONFIG.INVALID with all that is wrong, and what the
// engine throws. The engine knows the bundles.
drizzle_config load_drizzle_config(script::engine& engine, const std::filesystem::path& file);

}  // namespace sluice::config
