// A file as the repository's own tools call it: services that show a finding beside its line know
// the repository's folder, and not where in it sluice ran.
#pragma once

#include <string>

namespace sluice::cli {

// Relative to the repository: the folder that GITHUB_WORKSPACE or CI_PROJECT_DIR names, else the
// nearest one upwards with .git, else the working directory. Absolute where the file is outside.
std::string repository_path(const std::string& file);

}  // namespace sluice::cli
