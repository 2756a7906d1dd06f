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

  // The folder of the package of that name in the workspaces around `importer`, a folder; the
  // nearest workspace first.
  std::optional<std::string> find(const std::string& name, const std::string& importer);

 private:
  using members = std::map<std::string, std::string>;  // folders by name

  const members& of(const std::string& root);
  std::vector<std::string> patterns(const std::string& root);
  void expand(members& found, const std::string& folder, std::string_view pattern, int depth);

  files& disk_;
  packages& packages_;
  std::map<std::string, members> workspaces_;
};

}  // namespace sluice::script
