// package.json files: which file a package's name, subpath or "#import" means.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.hpp"
#include "script/files.hpp"

namespace sluice::script {

class packages {
 public:
  explicit packages(files& disk) : disk_(disk) {}

  // The package.json of a folder, or nullptr. Throws JSON.SYNTAX.
  const rapidjson::Document* at(const std::string& folder);
  // The nearest folder with a package.json, from `folder` up to the root; "" where there is none.
  std::string nearest(const std::string& folder);

  // The file that a path means: itself, with an extension, another extension, or the folder's
  // entry.
  std::optional<std::string> file(const std::string& path);
  // The file of the package in `folder` for a subpath ("" is its entry).
  std::optional<std::string> entry(const std::string& folder, std::string_view subpath);
  // What the package.json's "imports" says of "#name": a file, or another specifier in `other`.
  std::optional<std::string> internal(const std::string& folder, std::string_view name,
                                      std::string& other);

 private:
  std::optional<std::string> script_at(const std::string& path);
  std::optional<std::string> target(const std::string& folder, const std::string& path);
  std::optional<std::string> source_of(const std::string& folder, const std::string& path);

  files& disk_;
  std::unordered_map<std::string, std::optional<rapidjson::Document>> read_;
};

}  // namespace sluice::script
