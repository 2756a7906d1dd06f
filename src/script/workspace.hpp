// The packages of a workspace (npm, yarn and bun's "workspaces", pnpm-workspace.yaml), by name: how
// they are found where no package manager has linked them into node_modules.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "script/files.hpp"
#include "script/packages.hpp"

namespace sluice::script {

class workspace {
 public:
  workspace(files& disk, packages& manifests) : disk_(disk), packages_(manifests) {}

  // The folder of the workspace's package of that name.
  std::optional<std::string> find(const std::string& name);

 private:
  void read();
  std::vector<std::string> patterns();
  void expand(const std::string& folder, std::string_view pattern, int depth);

  files& disk_;
  packages& packages_;
  bool read_ = false;
  std::map<std::string, std::string> folders_;
};

}  // namespace sluice::script
