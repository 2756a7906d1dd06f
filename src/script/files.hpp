// The project's files as the evaluated code may see them: below the root and in node_modules
// folders on the way up, and each look recorded.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "script/record.hpp"

namespace sluice::script {

// "/a/b" of "/a/b/c"; "/" is its own folder.
std::string_view folder_of(std::string_view path);
// The absolute path without "." and ".." that `name` means, seen from `folder`.
std::string join_path(std::string_view folder, std::string_view name);

class files {
 public:
  enum class kind { absent, file, directory };

  files(const std::string& root, record& depends);

  // What is there, links followed. Absence is recorded; what is there is when it is read.
  kind look(const std::string& path);
  bool is_file(const std::string& path) { return look(path) == kind::file; }
  bool is_directory(const std::string& path) { return look(path) == kind::directory; }

  // The path after all links, which are recorded.
  std::string real(const std::string& path);
  // Whether a real path may be read.
  bool allowed(const std::string& real_path);
  // From now on, the outermost node_modules folder around `real_path` may be read; false where
  // there is none.
  bool open_store(const std::string& real_path);

  // The content, recorded. The caller has asked allowed().
  std::string read(const std::string& path);
  // The names in a folder, sorted and recorded.
  std::vector<std::string> list(const std::string& folder);

  const std::string& root() const { return root_; }

 private:
  std::string real(const std::string& path, int depth);

  std::string root_;
  record& depends_;
  std::vector<std::string> open_;  // real folders that may be read
  std::unordered_map<std::string, kind> looks_;
  std::unordered_map<std::string, std::string> reals_;
};

}  // namespace sluice::script
