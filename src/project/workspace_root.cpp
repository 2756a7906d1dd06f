#include <string_view>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/json.hpp"
#include "project/surroundings.hpp"

namespace sluice::project {

namespace fs = std::filesystem;

namespace {

bool holds(const fs::path& folder, std::string_view name) {
  std::error_code unreadable;
  return fs::exists(folder / name, unreadable);
}

bool declares_workspaces(const fs::path& folder) {
  try {
    const std::optional<std::string> text = read_file_if_exists(folder / "package.json");
    if (!text) return false;
    return member(parse_json(*text, (folder / "package.json").string()), "workspaces") != nullptr;
  } catch (const error&) {
    return false;  // whoever needs that file says what is wrong with it
  }
}

}  // namespace

fs::path workspace_root(const fs::path& directory) {
  std::optional<fs::path> package;
  std::optional<fs::path> workspace;
  for (fs::path folder = directory;; folder = folder.parent_path()) {
    if (folder == folder.root_path()) break;
    if (!package && holds(folder, "package.json")) package = folder;
    if (holds(folder, "pnpm-workspace.yaml") || declares_workspaces(folder)) workspace = folder;
    // A repository is the largest thing that belongs together.
    if (holds(folder, ".git")) return folder;
  }
  if (workspace) return *workspace;
  return package.value_or(directory);
}

}  // namespace sluice::project
