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
      err_(has_color(STDERR_FILENO, chosen.no_color || chosen.log_json)) {}

void console::choose(settings chosen) {
  *this = console(chosen);
}

void console::data(std::string_view text) const {
  write(stdout, text);
  std::fflush(stdout);
}

void console::write_line(log_level level, std::string_view line) const {
  if (chosen_.log_json) {
    event(level, "text", line);
    return;
  }
  std::string whole(line);
  whole += '\n';
  write(stderr, whole);
}

void console::event(log_level level, std::string_view name, std::string_view message,
                    const log_fields& fields) const {
  if (!chosen_.log_json || (level == log_level::info && chosen_.quiet) ||
      (level == log_level::debug && !chosen_.verbose)) {
    return;
  }
  write(stderr, log_line(std::chrono::system_clock::now(), level, name, message, fields) + "\n");
}

void console::say(std::string_view line) const {
  if (!chosen_.quiet && (!chosen_.json || chosen_.log_json)) write_line(log_level::info, line);
}

void console::detail(std::string_view line) const {
  if (chosen_.verbose && (!chosen_.json || chosen_.log_json)) {
    write_line(log_level::debug, err_.dim(line));
  }
}

void console::warn(std::string_view line) const {
  if (!chosen_.json || chosen_.log_json) write_line(log_level::warning, line);
}

void console::complain(std::string_view line) const {
  write_line(log_level::error, line);
}

bool console::may_ask() const {
  if (chosen_.no_input || chosen_.json || chosen_.log_json || is_forced("CI")) return false;
  return isatty(STDIN_FILENO) != 0 && isatty(STDERR_FILENO) != 0;
}

bool console::is_watched() const {
  return isatty(STDOUT_FILENO) != 0;
}

}  // namespace sluice::cli
