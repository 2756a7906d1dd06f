// A part of a test in a process of its own, which can be killed.
#pragma once

#include <functional>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"

namespace sluice::test {

// Runs `work` elsewhere, kills it with SIGKILL when `until` returns. Whether it still ran then.
inline bool killed_when(const std::function<void()>& work, const std::function<void()>& until) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      work();
    } catch (const error&) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  until();
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

}  // namespace sluice::test
