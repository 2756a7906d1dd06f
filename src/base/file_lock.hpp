// An exclusive lock on a file or folder, waited for; released at its end or the process's, whatever
// that is. A file system without locks has to do without.
#pragma once

#include <filesystem>

namespace sluice {

class file_lock {
 public:
  // What is no folder is a file for its owner's eyes, made where it is missing.
  explicit file_lock(const std::filesystem::path& path);
  ~file_lock();
  file_lock(const file_lock&) = delete;
  file_lock& operator=(const file_lock&) = delete;

 private:
  int descriptor_;
};

}  // namespace sluice
