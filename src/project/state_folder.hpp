// .sluice/ beside the project's configuration: caches and the private server. It ignores itself in
// git and may be deleted at any time when no server runs.
#pragma once

#include <filesystem>

#include "project/surroundings.hpp"

namespace sluice::project {

// The folder that the project is: its configuration's, else the working directory.
std::filesystem::path project_folder(const surroundings& at);

// project_folder()/.sluice; not made by asking.
std::filesystem::path state_folder(const surroundings& at);

// Makes .sluice/ with its .gitignore, and the folder `below` in it. False where that can't be done.
bool make_state_folder(const surroundings& at, const std::filesystem::path& below);

}  // namespace sluice::project
