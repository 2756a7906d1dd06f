#include "cluster/account.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <optional>
#include <pwd.h>
#include <string_view>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cluster {
namespace {

std::optional<account> account_of(const passwd* entry) {
  if (entry == nullptr) return std::nullopt;
  return account{entry->pw_uid, entry->pw_gid, entry->pw_name};
}

std::optional<account> sudo_user() {
  const char* text = std::getenv("SUDO_UID");
  if (text == nullptr) return std::nullopt;
  const std::string_view digits = text;
  uid_t user = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), user);
  return user == 0 ? std::nullopt : account_of(::getpwuid(user));
}

std::vector<char*> pointers(const std::vector<std::string>& arguments) {
  std::vector<char*> out;
  out.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) out.push_back(const_cast<char*>(argument.c_str()));
  out.push_back(nullptr);
  return out;
}

error start_failure(const std::string& program, int code) {
  return error(failure::general, "PROCESS.START", concat("cannot start ", program))
      .because(std::strerror(code));
}

// In the child, between fork and exec: becomes the account and leaves a folder it may not read.
bool become(const account& who) {
  if (!who.is_current()) {
    if (::setgroups(1, &who.group) != 0 || ::setgid(who.group) != 0 || ::setuid(who.user) != 0) {
      return false;
    }
  }
  return ::chdir("/") == 0;
}

void redirect(int in, int out) {
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(out, STDERR_FILENO);
}

class descriptor {
 public:
  explicit descriptor(int fd) : fd_(fd) {}
  ~descriptor() { close(); }
  descriptor(const descriptor&) = delete;
  descriptor& operator=(const descriptor&) = delete;
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(fd_);
    fd_ = -1;
  }

 private:
  int fd_;
};

struct pipe_ends {
  explicit pipe_ends(const std::string& program) : pipe_ends(make(program)) {}
  explicit pipe_ends(const std::array<int, 2>& both) : read(both[0]), write(both[1]) {}
  descriptor read;
  descriptor write;

 private:
  static std::array<int, 2> make(const std::string& program) {
    std::array<int, 2> both{};
    if (::pipe2(both.data(), O_CLOEXEC) != 0) throw start_failure(program, errno);
    return both;
  }
};

}  // namespace

bool account::is_current() const {
  return user == ::geteuid();
}

account account_for(const std::filesystem::path& project) {
  const uid_t self = ::geteuid();
  if (self != 0) {
    if (auto found = account_of(::getpwuid(self))) return *found;
    return {self, ::getegid(), std::to_string(self)};
  }
  if (auto found = sudo_user()) return *found;
  struct stat status{};
  if (::stat(project.c_str(), &status) == 0 && status.st_uid != 0) {
    if (auto found = account_of(::getpwuid(status.st_uid))) return *found;
  }
  for (const char* name : {"postgres", "nobody"}) {
    if (auto found = account_of(::getpwnam(name))) return *found;
  }
  throw error(failure::general, "CLUSTER.NO_ACCOUNT",
              "PostgreSQL does not run as root, and there is no other user to run it as")
      .advise("run the command as an ordinary user");
}

bool can_enter(const account& who, const std::filesystem::path& folder) {
  if (who.is_current()) return ::access(folder.c_str(), X_OK) == 0;
  std::filesystem::path walked;
  for (const std::filesystem::path& part : folder) {
    walked /= part;
    struct stat status{};
    if (::stat(walked.c_str(), &status) != 0) return false;
    const mode_t needed = status.st_uid == who.user    ? S_IXUSR
                          : status.st_gid == who.group ? S_IXGRP
                                                       : S_IXOTH;
    if ((status.st_mode & needed) == 0) return false;
  }
  return true;
}

void give_to(const account& who, const std::filesystem::path& path) {
  if (who.is_current()) return;
  if (::lchown(path.c_str(), who.user, who.group) != 0) {
    throw error(failure::general, "CLUSTER.FILES",
                concat("cannot give ", path.string(), " to the user ", who.name))
        .because(std::strerror(errno));
  }
}

output run_as(const account& who, const std::vector<std::string>& arguments,
              std::string_view input) {
  pipe_ends in(arguments[0]);
  pipe_ends out(arguments[0]);
  const std::vector<char*> argv = pointers(arguments);
  const pid_t child = ::fork();
  if (child < 0) throw start_failure(arguments[0], errno);
  if (child == 0) {
    redirect(in.read.get(), out.write.get());
    if (become(who)) ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  in.read.close();
  out.write.close();
  // The pipe holds it all; a program that does not read it says why on its output.
  const bool given = input.empty() || ::write(in.write.get(), input.data(), input.size()) ==
                                          static_cast<ssize_t>(input.size());
  in.write.close();
  output said;
  std::array<char, 4096> buffer{};
  for (;;) {
    const ssize_t got = ::read(out.read.get(), buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    said.text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  said.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!given && said.exit_code == 0) said.exit_code = 1;
  return said;
}

pid_t start_as(const account& who, const std::vector<std::string>& arguments,
               const std::filesystem::path& log) {
  const std::vector<char*> argv = pointers(arguments);
  const descriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const descriptor out(::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (out.get() < 0 || null.get() < 0) {
    throw error(failure::general, "FILE.WRITE", concat("cannot write ", log.string()))
        .because(std::strerror(errno));
  }
  pipe_ends told(arguments[0]);
  const pid_t child = ::fork();
  if (child < 0) throw start_failure(arguments[0], errno);
  if (child == 0) {
    // Twice, so that it is the init process's child and never our zombie.
    const pid_t grandchild = ::fork();
    if (grandchild != 0) {
      const ssize_t sent = ::write(told.write.get(), &grandchild, sizeof grandchild);
      ::_exit(sent == sizeof grandchild ? 0 : 1);
    }
    ::setsid();
    redirect(null.get(), out.get());
    ::close_range(STDERR_FILENO + 1, ~0U, 0);
    if (become(who)) ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  told.write.close();
  pid_t started = -1;
  while (::read(told.read.get(), &started, sizeof started) < 0 && errno == EINTR) {
  }
  while (::waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (started <= 0) throw start_failure(arguments[0], EAGAIN);
  return started;
}

}  // namespace sluice::cluster
