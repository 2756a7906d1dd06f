// The cluster's small files: for its account's eyes alone, and never waited for. A sync here would
// first write out the whole data directory that was just copied.
#pragma once

#include <filesystem>
#include <string_view>

#include "cluster/account.hpp"

namespace sluice::cluster {

// Mode 0600. A reader sees the old or the new content. Throws CLUSTER.FILES.
void write_own_file(const std::filesystem::path& file, std::string_view content,
                    const account& owner);

}  // namespace sluice::cluster
