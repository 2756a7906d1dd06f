#include "base/file_lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace sluice {
namespace {

int open_to_lock(const std::filesystem::path& path) {
  std::error_code ignored;
  const bool folder = std::filesystem::is_directory(path, ignored);
  const int mode = folder ? O_RDONLY | O_DIRECTORY : O_RDWR | O_CREAT;
  return ::open(path.c_str(), mode | O_CLOEXEC, 0600);
}

}  // namespace

file_lock::file_lock(const std::filesystem::path& path) : descriptor_(open_to_lock(path)) {
  while (descriptor_ >= 0 && ::flock(descriptor_, LOCK_EX) != 0 && errno == EINTR) {
  }
}

file_lock::~file_lock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace sluice
