// Where a command runs: its directory, the workspace around it, the variables it sees, and the
// drizzle.config file that speaks for the project.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/env_file.hpp"

namespace sluice::project {

struct location {
  std::optional<std::string> config;       // --config
  std::vector<std::string> env_files;      // --env-file; else .env where there is one
  std::optional<std::string> environment;  // --env, SLUICE_ENV; else NODE_ENV
};

struct surroundings {
  std::filesystem::path directory;  // the working directory: what relative paths start from
  std::filesystem::path root;       // the workspace: what a schema may import from
  std::optional<std::filesystem::path> config;
  std::map<std::string, std::string> environment;  // the process's, then what .env files add
  std::map<std::string, std::string> from_files;   // which file a variable is from, where it is one
  std::vector<std::string> env_files;              // those that were read
  // Which environment is meant; NODE_ENV says the same to what is evaluated.
  std::optional<config::environment_name> environment_name;

  // The variable's value; nothing where it is unset or empty.
  std::optional<std::string> variable(const std::string& name) const;
};

// Throws CONFIG.NOT_FOUND where a named file is missing, CONFIG.ENVIRONMENT where the environment's
// name can be none.
surroundings look_around(const location& asked);

// The nearest folder upwards that holds a whole repository (.git), else the uppermost that declares
// workspaces (pnpm-workspace.yaml, a package.json with "workspaces"), else the uppermost that looks
// like a project's and is not the home folder or one that all share; else the folder itself.
std::filesystem::path workspace_root(const std::filesystem::path& directory);

}  // namespace sluice::project
