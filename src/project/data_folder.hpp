// The folder of a project's data migrations.
#pragma once

#include <filesystem>
#include <optional>

#include "config/settings.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

// What the settings name, whether it is there or not; else src/data-migrations or data-migrations
// in the working directory or beside drizzle.config, where one of them is there.
std::optional<std::filesystem::path> data_folder(const surroundings& at,
                                                 const config::settings& said);

}  // namespace sluice::project
