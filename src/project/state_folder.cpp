#include "project/state_folder.hpp"

#include "base/error.hpp"
#include "base/file.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

fs::path project_folder(const surroundings& at) {
  return at.config ? at.config->parent_path() : at.directory;
}

fs::path state_folder(const surroundings& at) {
  return project_folder(at) / ".sluice";
}

bool make_state_folder(const surroundings& at, const fs::path& below) {
  const fs::path folder = state_folder(at);
  std::error_code failed;
  fs::create_directories(folder / below, failed);
  if (failed) return false;
  if (fs::exists(folder / ".gitignore", failed)) return true;
  try {
    write_file_atomically(folder / ".gitignore", "*\n");
  } catch (const error&) {
    return false;
  }
  return true;
}

}  // namespace sluice::project
