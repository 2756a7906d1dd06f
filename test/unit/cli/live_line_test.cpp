#include "cli/live_line.hpp"

#include <array>
#include <cstdio>
#include <doctest/doctest.h>
#include <functional>
#include <pty.h>
#include <string>
#include <unistd.h>

namespace sluice::cli {
namespace {

using namespace std::chrono_literals;

// What reaches standard error, a file or a terminal of 20 columns.
std::string written(bool terminal, const std::function<void(live_line&)>& work,
                    console::settings chosen = {}) {
  chosen.no_color = true;
  std::array<int, 2> ends{};
  winsize size{};
  size.ws_col = 20;
  if (terminal) {
    REQUIRE(::openpty(ends.data(), &ends[1], nullptr, nullptr, &size) == 0);
  } else {
    REQUIRE(::pipe(ends.data()) == 0);
  }
  std::fflush(stderr);
  const int before = ::dup(STDERR_FILENO);
  ::dup2(ends[1], STDERR_FILENO);
  ::setenv("TERM", "xterm", 1);
  {
    const console out(chosen);
    live_line line(out);
    work(line);
  }
  std::fflush(stderr);
  ::dup2(before, STDERR_FILENO);
  std::array<char, 4096> buffer{};
  ::close(before);
  const ssize_t end = ::write(ends[1], "\n", 1);
  REQUIRE(end == 1);
  const ssize_t size_read = ::read(ends[0], buffer.data(), buffer.size());
  ::close(ends[0]);
  ::close(ends[1]);
  return {buffer.data(), static_cast<std::size_t>(size_read)};
}

TEST_CASE("live line: at a terminal it is written over, and gone at the end") {
  const std::string said = written(true, [](live_line& line) {
    line.show("quick", 100ms);
    line.show("first", 600ms);
    line.show("longer than äny terminal", 700ms);
  });
  CHECK(said == "\r\x1b[Kfirst\r\x1b[Klonger than äny ter\r\x1b[K\r\n");
}

TEST_CASE("live line: elsewhere a line after ten seconds, then every half a minute") {
  const std::string said = written(false, [](live_line& line) {
    for (int seconds = 1; seconds < 80; ++seconds) {
      line.show(std::to_string(seconds), std::chrono::seconds(seconds));
    }
    line.show("another", 1s);
    line.show("another", 11s);
  });
  CHECK(said == "  10\n  40\n  70\n  another\n\n");
}

TEST_CASE("live line: quiet") {
  const auto work = [](live_line& line) { line.show("text", 100s); };
  CHECK(written(true, work, {.quiet = true}) == "\r\n");
  CHECK(written(false, work, {.json = true}) == "\n");
}

}  // namespace
}  // namespace sluice::cli
