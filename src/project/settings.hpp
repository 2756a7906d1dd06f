// What `generate` works with after the flags and drizzle.config had their say.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "config/drizzle_config.hpp"
#include "frontend/typescript/load.hpp"
#include "migrations/names.hpp"
#include "project/generate.hpp"

namespace sluice::project {

struct generate_settings {
  std::vector<std::string> schema;
  std::filesystem::path out;
  frontend::typescript::casing names = frontend::typescript::casing::none;
  migrations::prefix prefix = migrations::prefix::index;
  bool breakpoints = true;
};

// drizzle-kit reads no configuration when --schema and --dialect are given and --config isn't:
// neither does this.
bool needs_config(const generate_request& asked);

// Flags go before the configuration. Throws CONFIG.NO_SCHEMA, CONFIG.DIALECT, CONFIG.CASING,
// CONFIG.PREFIX.
generate_settings settle(const generate_request& asked, const surroundings& at,
                         const std::optional<config::drizzle_config>& file);

// Throws CONFIG.DIALECT unless it is PostgreSQL's or unsaid.
void expect_postgresql(const std::optional<std::string>& dialect, const std::string& said_by);

}  // namespace sluice::project
