#include <algorithm>
#include <array>
#include <cstdlib>
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

// What lies at the top of a project, where nothing says that it is a workspace.
bool looks_like_project(const fs::path& folder) {
  constexpr std::array<std::string_view, 13> signs = {
      "package.json", "tsconfig.json",     "tsconfig.base.json", "jsconfig.json", "turbo.json",
      "nx.json",      "lerna.json",        "rush.json",          "deno.json",     "bun.lock",
      "yarn.lock",    "package-lock.json", "pnpm-lock.yaml"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return holds(folder, sign); });
}

// Where many projects lie side by side: the file system's root, the home folder and what is above
// it, folders like /tmp.
bool is_shared(const fs::path& folder) {
  if (folder == folder.root_path()) return true;
  if (const char* home = std::getenv("HOME"); home != nullptr) {
    const fs::path below = fs::path(home).lexically_normal().lexically_relative(folder);
    if (!below.empty() && *below.begin() != "..") return true;
  }
  std::error_code unreadable;
  return (fs::status(folder, unreadable).permissions() & fs::perms::sticky_bit) != fs::perms::none;
}

}  // namespace

fs::path workspace_root(const fs::path& directory) {
  std::optional<fs::path> package;
  std::optional<fs::path> workspace;
  for (fs::path folder = directory;; folder = folder.parent_path()) {
    if (folder == folder.root_path()) break;
    if (looks_like_project(folder) && (!package || !is_shared(folder))) package = folder;
    if (holds(folder, "pnpm-workspace.yaml") || declares_workspaces(folder)) workspace = folder;
    // A repository is the largest thing that belongs together.
    if (holds(folder, ".git")) return folder;
  }
  if (workspace) return *workspace;
  return package.value_or(directory);
}

}  // namespace sluice::project
