// What the flags, the environment, sluice.toml and drizzle.config say together, for the commands
// here.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "config/settings.hpp"
#include "project/surroundings.hpp"
#include "script/engine.hpp"

namespace sluice::project {

// drizzle-kit reads no configuration when the schema and the dialect are on the command line and
// --config isn't: neither does `generate`.
bool needs_config(const location& where, const config::values& flags);

// Evaluates drizzle.config if there is one; says what is odd in it. Throws CONFIG.*, SCRIPT.*.
std::optional<config::drizzle_config> evaluate_config(
    script::engine& engine, const surroundings& at,
    const std::function<void(const diagnostic&)>& remark);

// Throws CONFIG.*.
config::settings resolve_settings(const surroundings& at, const config::values& flags,
                                  const std::optional<config::drizzle_config>& file);

// A path of the settings as an absolute one.
std::filesystem::path absolute(const surroundings& at, const std::string& path);

}  // namespace sluice::project
