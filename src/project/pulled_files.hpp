// Which files pull wrote, and with what in them: one that somebody has edited since is not
// overwritten. Kept in .sluice/, and lost with it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "project/surroundings.hpp"

namespace sluice::project {

class pulled_files {
 public:
  explicit pulled_files(const surroundings& at);

  bool is_ours(const std::filesystem::path& file, const std::string& content) const;
  void remember(const std::filesystem::path& file, const std::string& content);
  void save() const;  // quietly not where nothing can be written

 private:
  struct entry {
    std::string hash, file;
  };

  const surroundings& at_;
  std::filesystem::path kept_in_;
  std::vector<entry> entries_;
};

}  // namespace sluice::project
