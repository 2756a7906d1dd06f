#include "cluster/copy.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cluster {
namespace {

namespace fs = std::filesystem;

error copy_failure(const fs::path& to, int code) {
  return error(failure::general, "CLUSTER.FILES", concat("cannot write ", to.string()))
      .because(std::strerror(code));
}

class descriptor {
 public:
  descriptor(const fs::path& file, int flags) : fd_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
    if (fd_ < 0) throw copy_failure(file, errno);
  }
  ~descriptor() { ::close(fd_); }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

void copy_content(const fs::path& from, const fs::path& to, const account& owner) {
  const descriptor in(from, O_RDONLY);
  const descriptor out(to, O_WRONLY | O_CREAT | O_EXCL);
  if (!owner.is_current() && ::fchown(out.get(), owner.user, owner.group) != 0) {
    throw copy_failure(to, errno);
  }
  if (::ioctl(out.get(), FICLONE, in.get()) == 0) return;
  constexpr std::size_t at_once = 1U << 24U;
  for (;;) {
    const ssize_t sent = ::sendfile(out.get(), in.get(), nullptr, at_once);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) throw copy_failure(to, errno);
    if (sent == 0) return;
  }
}

}  // namespace

void copy_tree(const fs::path& from, const fs::path& to, const account& owner) {
  if (::mkdir(to.c_str(), S_IRWXU) != 0) throw copy_failure(to, errno);
  give_to(owner, to);
  for (const fs::directory_entry& one : fs::directory_iterator(from)) {
    const fs::path target = to / one.path().filename();
    if (one.is_directory()) {
      copy_tree(one.path(), target, owner);
    } else {
      copy_content(one.path(), target, owner);
    }
  }
}

}  // namespace sluice::cluster
