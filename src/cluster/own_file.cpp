#include "cluster/own_file.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <string>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cluster {

void write_own_file(const std::filesystem::path& file, std::string_view content,
                    const account& owner) {
  const std::string unfinished = concat(file.string(), ".", std::to_string(::getpid()), ".tmp");
  const int out = ::open(unfinished.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  bool good = out >= 0;
  while (good && !content.empty()) {
    const ssize_t written = ::write(out, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    good = written >= 0;
    if (good) content.remove_prefix(static_cast<std::size_t>(written));
  }
  if (good && !owner.is_current()) good = ::fchown(out, owner.user, owner.group) == 0;
  int code = errno;
  if (out >= 0) ::close(out);
  if (good && ::rename(unfinished.c_str(), file.c_str()) == 0) return;
  if (good) code = errno;
  ::unlink(unfinished.c_str());
  throw error(failure::general, "CLUSTER.FILES", concat("cannot write ", file.string()))
      .because(std::strerror(code));
}

}  // namespace sluice::cluster
