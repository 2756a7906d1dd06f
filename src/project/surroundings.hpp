// Where a command runs: its directory, the workspace around it, the variables it sees, and the
// drizzle.config file that speaks for the project.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace sluice::project {

struct location {
  std::optional<std::string> config;       // --config
  std::vector<std::string> env_files;      // --env-file; else .env where there is one
  std::optional<std::string> environment;  // --env: .env.NAME and its kin besides
};

struct surroundings {
  std::filesystem::path directory;  // the working directory: what relative paths start from
  std::filesystem::path root;       // the workspace: what a schema may import from
  std::optional<std::filesystem::path> config;
  std::map<std::string, std::string> environment;  // the process's, then what the .env file adds

  // The variable's value; nothing where it is unset or empty.
  std::optional<std::string> variable(const std::string& name) const;
};

// Throws CONFIG.NOT_FOUND where a named file is missing.
surroundings look_around(const location& asked);

// The nearest folder upwards that holds a whole repository (.git), else the uppermost that declares
// workspaces (pnpm-workspace.yaml, a package.json with "workspaces"), else the uppermost that looks
// like a project's and is not the home folder or one that all share; else the folder itself.
std::filesystem::path workspace_root(const std::filesystem::path& directory);

}  // namespace sluice::project
