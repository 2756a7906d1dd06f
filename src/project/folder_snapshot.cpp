#include "project/folder_snapshot.hpp"

#include <filesystem>
#include <string>

#include "base/file.hpp"
#include "snapshot/snapshot.hpp"

namespace sluice::project {

std::optional<folder_snapshot> snapshot_at(const migrations::folder& folder, std::size_t last) {
  for (std::size_t i = last + 1; i-- > 0;) {
    const std::filesystem::path file = folder.snapshot_of(folder.entries()[i]);
    const std::optional<std::string> json = read_file_if_exists(file);
    if (json) return folder_snapshot{i, snapshot::read(*json, file.string()).database};
  }
  return std::nullopt;
}

}  // namespace sluice::project
