#include "cli/live_line.hpp"

#include <cstdio>
#include <cstdlib>
#include <string>
#include <sys/ioctl.h>
#include <unistd.h>

namespace sluice::cli {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds visible_after = 500ms;
constexpr std::chrono::milliseconds first_line = 10s;
constexpr std::chrono::milliseconds between_lines = 30s;

bool can_rewrite(const console& terminal) {
  const console::settings& chosen = terminal.chosen();
  if (chosen.quiet || chosen.json || chosen.log_json || isatty(STDERR_FILENO) == 0) return false;
  const char* const name = std::getenv("TERM");
  return name != nullptr && std::string_view(name) != "dumb";
}

std::size_t columns() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return size.ws_col;
}

// At most so many characters; one that is wider than a column is not expected here.
std::string_view cut(std::string_view text, std::size_t width) {
  std::size_t end = 0;
  for (std::size_t characters = 0; end < text.size(); ++end) {
    const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0U) != 0x80U;
    if (begins && ++characters > width) break;
  }
  return text.substr(0, end);
}

}  // namespace

live_line::live_line(const console& terminal)
    : terminal_(terminal), rewrites_(can_rewrite(terminal)), next_(first_line) {}

void live_line::show(std::string_view text, std::chrono::milliseconds elapsed) {
  if (!rewrites_) {
    if (elapsed < first_line) next_ = first_line;
    if (elapsed < next_) return;
    next_ = elapsed + between_lines;
    terminal_.say(std::string("  ").append(text));
    return;
  }
  if (elapsed < visible_after) return;
  std::string out("\r\x1b[K");
  out += terminal_.err().dim(cut(text, columns() - 1));
  std::fwrite(out.data(), 1, out.size(), stderr);
  std::fflush(stderr);
  shown_ = true;
}

void live_line::clear() {
  if (!shown_) return;
  shown_ = false;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
}

}  // namespace sluice::cli
