// Copies a folder of plain files, sharing blocks where the file system can.
#pragma once

#include <filesystem>

#include "cluster/account.hpp"

namespace sluice::cluster {

// Folders 0700, files 0600, all of the account's. Throws CLUSTER.FILES.
void copy_tree(const std::filesystem::path& from, const std::filesystem::path& to,
               const account& owner);

}  // namespace sluice::cluster
