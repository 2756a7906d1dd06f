// Files as whole texts. Failures are sluice::error with the operating system's words.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace sluice {

// The whole file; throws FILE.READ (failure::config).
std::string read_file(const std::filesystem::path& file);

// The same, but nothing where there is no such file. Other failures throw.
std::optional<std::string> read_file_if_exists(const std::filesystem::path& file);

// Writes beside the target, syncs, renames over it: a reader sees the old or the new file, never a
// part. Throws FILE.WRITE (failure::general).
void write_file_atomically(const std::filesystem::path& file, std::string_view content);

// Makes a rename or a new entry in this folder durable.
void sync_directory(const std::filesystem::path& directory);

}  // namespace sluice
