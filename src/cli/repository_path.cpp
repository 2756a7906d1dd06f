#include "cli/repository_path.hpp"

#include <cstdlib>
#include <filesystem>
#include <vector>

#include "cli/console.hpp"

namespace sluice::cli {

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> candidates(const fs::path& here) {
  std::vector<fs::path> out;
  for (const char* variable : {"GITHUB_WORKSPACE", "CI_PROJECT_DIR"}) {
    if (is_set(variable)) out.emplace_back(std::getenv(variable));
  }
  std::error_code ignored;
  for (fs::path at = here; at.has_relative_path(); at = at.parent_path()) {
    if (!fs::exists(at / ".git", ignored)) continue;
    out.push_back(at);
    break;
  }
  out.push_back(here);
  return out;
}

}  // namespace

std::string repository_path(const std::string& file) {
  std::error_code failed;
  const fs::path here = fs::current_path(failed);
  if (failed) return file;
  const fs::path whole = (here / file).lexically_normal();
  for (const fs::path& root : candidates(here)) {
    const fs::path relative = whole.lexically_relative(root.lexically_normal());
    if (!relative.empty() && *relative.begin() != "..") return relative.generic_string();
  }
  return whole.generic_string();
}

}  // namespace sluice::cli
