// sluice.toml: drizzle.config's keys without JavaScript, and a few of its own; [env.NAME] has the
// same keys for one environment. Never required.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include "config/values.hpp"

namespace sluice::config {

struct sluice_toml {
  values general;
  std::map<std::string, values> environments;
};

// The folder's sluice.toml; nothing where there is none. Throws CONFIG.TOML for what is no TOML,
// and CONFIG.KEY for an unknown key or a value of another type, with line and column.
std::optional<sluice_toml> load_sluice_toml(const std::filesystem::path& folder);

}  // namespace sluice::config
