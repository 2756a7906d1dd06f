#include "base/process.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

extern char** environ;

namespace sluice {
namespace {

error start_failure(const std::string& program, int code) {
  return error(failure::general, "PROCESS.START", concat("cannot start ", program))
      .because(std::strerror(code));
}

void drain(const std::array<int, 2>& pipes, process_result& result) {
  std::array<pollfd, 2> polled{pollfd{pipes[0], POLLIN, 0}, pollfd{pipes[1], POLLIN, 0}};
  std::array<std::string*, 2> texts{&result.out, &result.err};
  std::array<char, 8192> buffer{};
  for (int open = 2; open > 0;) {
    if (::poll(polled.data(), polled.size(), -1) < 0 && errno != EINTR) break;
    for (std::size_t i = 0; i < polled.size(); ++i) {
      if (polled[i].fd < 0 || polled[i].revents == 0) continue;
      const ssize_t got = ::read(polled[i].fd, buffer.data(), buffer.size());
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) {
        polled[i].fd = -1;
        --open;
      } else {
        texts[i]->append(buffer.data(), static_cast<std::size_t>(got));
      }
    }
  }
}

process_result run(const std::vector<std::string>& arguments, char** environment) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);

  std::array<int, 2> out{};
  std::array<int, 2> err{};
  if (::pipe2(out.data(), O_CLOEXEC) != 0) throw start_failure(arguments[0], errno);
  if (::pipe2(err.data(), O_CLOEXEC) != 0) {
    const int code = errno;
    ::close(out[0]);
    ::close(out[1]);
    throw start_failure(arguments[0], code);
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
  pid_t child = 0;
  const int started = ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environment);
  posix_spawn_file_actions_destroy(&actions);
  ::close(out[1]);
  ::close(err[1]);

  process_result result;
  if (started == 0) drain({out[0], err[0]}, result);
  ::close(out[0]);
  ::close(err[0]);
  if (started != 0) throw start_failure(arguments[0], started);

  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace

process_result run_process(const std::vector<std::string>& arguments) {
  return run(arguments, environ);
}

process_result run_process(const std::vector<std::string>& arguments,
                           const std::map<std::string, std::string>& environment) {
  std::vector<std::string> pairs;
  pairs.reserve(environment.size());
  for (const auto& [name, value] : environment) pairs.push_back(concat(name, "=", value));
  std::vector<char*> raw;
  raw.reserve(pairs.size() + 1);
  for (std::string& pair : pairs) raw.push_back(pair.data());
  raw.push_back(nullptr);
  return run(arguments, raw.data());
}

}  // namespace sluice
