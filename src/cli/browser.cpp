#include "cli/browser.hpp"

#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.hpp"
#include "cli/console.hpp"

namespace sluice::cli {
namespace {

bool is_in_path(std::string_view program) {
  const char* path = std::getenv("PATH");
  if (path == nullptr) return false;
  for (const std::string_view folder : split(path, ":")) {
    if (::access(concat(folder, "/", program).c_str(), X_OK) == 0) return true;
  }
  return false;
}

// The program that opens it, or "".
std::string opener() {
  const char* named = std::getenv("BROWSER");
  if (named != nullptr && *named != '\0') return named;
#ifdef __APPLE__
  return "open";
#else
  if (is_in_path("wslview")) return "wslview";
  const bool has_display = is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
  return has_display && is_in_path("xdg-open") ? "xdg-open" : "";
#endif
}

}  // namespace

bool has_browser() {
  return !opener().empty();
}

bool open_browser(const std::string& url) {
  std::string program = opener();
  if (program.empty()) return false;
  // A child of a child is nobody's to wait for; what it prints would stand between our lines.
  const pid_t child = ::fork();
  if (child < 0) return false;
  if (child == 0) {
    ::setsid();
    const int nowhere = ::open("/dev/null", O_RDWR);
    if (nowhere < 0) ::_exit(1);
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    if (::fork() == 0) ::execlp(program.c_str(), program.c_str(), url.c_str(), nullptr);
    ::_exit(0);
  }
  int status = 0;
  return ::waitpid(child, &status, 0) == child;
}

}  // namespace sluice::cli
