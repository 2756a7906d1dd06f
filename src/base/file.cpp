#include "base/file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice {
namespace {

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

error read_failure(const std::filesystem::path& file, int code) {
  return error(failure::config, "FILE.READ", concat("cannot read ", file.string()))
      .because(std::strerror(code));
}

error write_failure(const std::filesystem::path& file, int code) {
  return error(failure::general, "FILE.WRITE", concat("cannot write ", file.string()))
      .because(std::strerror(code));
}

}  // namespace

std::optional<std::string> read_file_if_exists(const std::filesystem::path& file) {
  const descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
    throw read_failure(file, errno);
  }
  struct stat status{};
  if (::fstat(in.get(), &status) != 0) throw read_failure(file, errno);
  if (S_ISDIR(status.st_mode)) throw read_failure(file, EISDIR);
  std::string content(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t length = 0;
  for (;;) {
    // One byte more than the size says: a file that grows, and /proc files of size 0, are read
    // whole.
    if (length == content.size()) content.resize(content.size() + 4096);
    const ssize_t got = ::read(in.get(), content.data() + length, content.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw read_failure(file, errno);
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
  }
  content.resize(length);
  return content;
}

std::string read_file(const std::filesystem::path& file) {
  std::optional<std::string> content = read_file_if_exists(file);
  if (!content) throw read_failure(file, ENOENT);
  return std::move(*content);
}

void sync_directory(const std::filesystem::path& directory) {
  const descriptor dir(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (dir.get() >= 0) ::fsync(dir.get());  // not every file system can; the rename stands anyway
}

void write_file_atomically(const std::filesystem::path& file, std::string_view content) {
  const std::string temporary = concat(file.string(), ".", std::to_string(::getpid()), ".tmp");
  try {
    const descriptor out(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (out.get() < 0) throw write_failure(file, errno);
    while (!content.empty()) {
      const ssize_t written = ::write(out.get(), content.data(), content.size());
      if (written < 0 && errno == EINTR) continue;
      if (written < 0) throw write_failure(file, errno);
      content.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(out.get()) != 0) throw write_failure(file, errno);
    if (::rename(temporary.c_str(), file.c_str()) != 0) throw write_failure(file, errno);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  sync_directory(file.parent_path().empty() ? "." : file.parent_path());
}

}  // namespace sluice
