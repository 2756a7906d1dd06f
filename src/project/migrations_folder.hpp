// The migrations folder of a project, for commands that need nothing else of its settings.
#pragma once

#include <filesystem>
#include <functional>

#include "base/diagnostic.hpp"
#include "config/values.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

struct folder_request {
  location where;
  config::values flags;
  std::vector<std::string> arguments;  // the command line, as process.argv shows it
};

// --out alone is enough; else the configuration is evaluated. Throws CONFIG.*, SCRIPT.*.
std::filesystem::path migrations_folder(const folder_request& asked,
                                        const std::function<void(const diagnostic&)>& remark);

}  // namespace sluice::project
