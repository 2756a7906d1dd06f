#include "project/data_folder.hpp"

#include "project/settings.hpp"

namespace sluice::project {

std::optional<std::filesystem::path> data_folder(const surroundings& at,
                                                 const config::settings& said) {
  if (said.data_folder.value) return absolute(at, *said.data_folder.value);
  std::vector<std::filesystem::path> around = {at.directory};
  if (at.config) around.push_back(at.config->parent_path());
  for (const std::filesystem::path& base : around) {
    for (const char* name : {"src/data-migrations", "data-migrations"}) {
      std::filesystem::path found = base / name;
      if (std::filesystem::is_directory(found)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace sluice::project
