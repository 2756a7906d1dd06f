#include "cli/interruption.hpp"

#include <csignal>

namespace sluice::cli {

namespace {

std::atomic<bool> interrupted{false};

void on_signal(int number) {
  interrupted = true;
  std::signal(number, SIG_DFL);
}

}  // namespace

const std::atomic<bool>& listen_for_interruption() {
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  return interrupted;
}

}  // namespace sluice::cli
