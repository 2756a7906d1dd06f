#include "cli/console.hpp"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>

namespace sluice::cli {

namespace {

bool is_forced(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0' && std::string_view(value) != "0";
}

bool has_color(int descriptor, bool refused) {
  if (refused || is_set("NO_COLOR")) return false;
  if (is_forced("CLICOLOR_FORCE") || is_forced("FORCE_COLOR")) return true;
  const char* terminal = std::getenv("TERM");
  if (terminal != nullptr && std::string_view(terminal) == "dumb") return false;
  return isatty(descriptor) != 0;
}

void write(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

void write_line(std::string_view line) {
  std::string whole(line);
  whole += '\n';
  write(stderr, whole);
}

}  // namespace

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

std::string paint::wrap(std::string_view codes, std::string_view text) const {
  if (!on_) return std::string(text);
  std::string out("\x1b[");
  out.append(codes).append("m").append(text).append("\x1b[0m");
  return out;
}

console::console(settings chosen)
    : chosen_(chosen),
      out_(has_color(STDOUT_FILENO, chosen.no_color)),
      err_(has_color(STDERR_FILENO, chosen.no_color)) {}

void console::choose(settings chosen) {
  *this = console(chosen);
}

void console::data(std::string_view text) const {
  write(stdout, text);
  std::fflush(stdout);
}

void console::say(std::string_view line) const {
  if (!chosen_.quiet && !chosen_.json) write_line(line);
}

void console::detail(std::string_view line) const {
  if (chosen_.verbose && !chosen_.json) write_line(err_.dim(line));
}

void console::warn(std::string_view line) const {
  if (!chosen_.json) write_line(line);
}

void console::complain(std::string_view line) const {
  write_line(line);
}

bool console::may_ask() const {
  if (chosen_.no_input || chosen_.json || is_forced("CI")) return false;
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

bool console::is_watched() const {
  return isatty(STDOUT_FILENO) != 0;
}

}  // namespace sluice::cli
