// Files for their owner's eyes alone.
#pragma once

#include <filesystem>
#include <string_view>

namespace sluice::cloud {

// Mode 0600, in folders that are made with 0700 where they are missing; a reader sees the old file
// or the new one. Throws FILE.WRITE (failure::general).
void write_private_file(const std::filesystem::path& file, std::string_view content);

}  // namespace sluice::cloud
