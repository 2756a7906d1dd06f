// Older snapshots of a project become the newest version.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "project/migrations_folder.hpp"

namespace sluice::project {

struct upgrade_request : folder_request {
  bool dry_run = false;
};

// The files that were written, or would be. Throws CONFIG.*, FOLDER.*, SNAPSHOT.DAMAGED: then
// nothing was.
std::vector<std::filesystem::path> upgrade(const upgrade_request& asked,
                                           const std::function<void(const diagnostic&)>& remark);

}  // namespace sluice::project
