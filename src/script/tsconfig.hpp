// tsconfig.json: the paths and baseUrl that hold for a folder's files, and what of its other
// options shows when a file is evaluated.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "script/files.hpp"
#include "script/strip.hpp"

namespace sluice::script {

struct tsconfig {
  std::string base_url;  // absolute; "" where there is none
  struct alias {
    std::string pattern;               // with at most one "*"
    std::vector<std::string> targets;  // absolute, "*" stands for what the pattern's stood for
  };
  std::vector<alias> paths;
  std::string target;
  std::optional<bool> defines_class_fields;
  std::optional<bool> keeps_unused_imports;
  // What these three are for: absolute paths, with wildcards in the latter two.
  std::optional<std::vector<std::string>> files;
  std::optional<std::vector<std::string>> include;
  std::vector<std::string> exclude;

  bool holds_for(const std::string& file) const;
  strip_options stripping() const;
  // The paths that a specifier may mean, best first.
  std::vector<std::string> candidates(std::string_view specifier) const;
};

class tsconfigs {
 public:
  // `package` finds the file of a package's specifier, seen from a folder: for "extends".
  using package_finder = std::function<std::optional<std::string>(const std::string& specifier,
                                                                  const std::string& folder)>;

  tsconfigs(files& disk, package_finder package) : disk_(disk), package_(std::move(package)) {}

  // The nearest tsconfig.json or jsconfig.json, from `folder` up to the root; or nullptr.
  const tsconfig* at(const std::string& folder);

 private:
  std::optional<tsconfig> load(const std::string& file, const std::string& first_folder, int depth);
  std::optional<std::string> extended(const std::string& name, const std::string& folder);

  files& disk_;
  package_finder package_;
  std::unordered_map<std::string, std::optional<tsconfig>> known_;
};

}  // namespace sluice::script
