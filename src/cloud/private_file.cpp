#include "cloud/private_file.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/file.hpp"
#include "base/text.hpp"

namespace sluice::cloud {
namespace {

namespace fs = std::filesystem;

error failed(const fs::path& file, int number) {
  return error(failure::general, "FILE.WRITE", concat("cannot write ", file.string()))
      .because(std::strerror(number));
}

void make_folders(const fs::path& folder) {
  std::error_code none;
  if (folder.empty() || fs::is_directory(folder, none)) return;
  make_folders(folder.parent_path());
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) throw failed(folder, errno);
}

}  // namespace

void write_private_file(const fs::path& file, std::string_view content) {
  make_folders(file.parent_path());
  const std::string temporary = concat(file.string(), ".", std::to_string(::getpid()), ".tmp");
  ::unlink(temporary.c_str());
  const int out = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) throw failed(file, errno);
  int why = 0;
  while (!content.empty() && why == 0) {
    const ssize_t written = ::write(out, content.data(), content.size());
    if (written >= 0) {
      content.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR) {
      why = errno;
    }
  }
  if (why == 0 && ::fsync(out) != 0) why = errno;
  ::close(out);
  if (why == 0 && ::rename(temporary.c_str(), file.c_str()) != 0) why = errno;
  if (why != 0) {
    ::unlink(temporary.c_str());
    throw failed(file, why);
  }
  sync_directory(file.parent_path());
}

}  // namespace sluice::cloud
