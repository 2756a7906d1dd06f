// A schema in a temporary folder, and what it loads as.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdlib.h>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "frontend/typescript/bundle.hpp"
#include "frontend/typescript/load.hpp"

namespace sluice::test {

class schema_project {
 public:
  schema_project() {
    std::string pattern = std::filesystem::temp_directory_path() / "sluice-schema-XXXXXX";
    folder_ = std::filesystem::canonical(mkdtemp(pattern.data()));
  }
  explicit schema_project(std::string_view schema) : schema_project() { file("schema.ts", schema); }
  ~schema_project() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  schema_project(const schema_project&) = delete;
  schema_project& operator=(const schema_project&) = delete;

  schema_project& file(const std::string& name, std::string_view text = {}) {
    const std::filesystem::path path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
    return *this;
  }

  const std::filesystem::path& folder() const { return folder_; }

  frontend::typescript::loaded load(
      frontend::typescript::casing names = frontend::typescript::casing::none,
      const std::vector<std::string>& patterns = {"schema.ts"},
      const std::vector<std::string>& schemas = {}) const {
    script::engine engine({.root = folder_, .working_directory = folder_});
    frontend::typescript::add_bundles(engine);
    return frontend::typescript::load(engine, frontend::typescript::schema_files(patterns, folder_),
                                      names, schemas);
  }

  // The files that a list of patterns means, relative to the folder.
  std::vector<std::string> files(const std::vector<std::string>& patterns) const {
    std::vector<std::string> names;
    for (const auto& one : frontend::typescript::schema_files(patterns, folder_)) {
      names.push_back(one.lexically_relative(folder_).string());
    }
    return names;
  }

 private:
  std::filesystem::path folder_;
};

}  // namespace sluice::test
