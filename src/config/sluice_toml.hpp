// sluice.toml: drizzle.config's keys without JavaScript. Never required.
#pragma once

#include <filesystem>
#include <optional>

#include "config/values.hpp"

namespace sluice::config {

// The folder's sluice.toml; nothing where there is none. Throws CONFIG.TOML for what is no TOML,
// and CONFIG.KEY for an unknown key or a value of another type, with line and column.
std::optional<values> load_sluice_toml(const std::filesystem::path& folder);

}  // namespace sluice::config
