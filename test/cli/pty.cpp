// For the scripts: runs a command at a terminal and types when it says something.
//   pty [TEXT KEYS]... -- COMMAND...    after TEXT was seen, KEYS are sent: \d and \u are the
//   arrows down and
//                                       up, \r is enter, \c is Ctrl-C
// Prints what the terminal got without escape sequences, and gives the command's exit code.
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <pty.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

std::string keys(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      out += text[i];
      continue;
    }
    switch (text[++i]) {
      case 'd':
        out += "\x1b[B";
        break;
      case 'u':
        out += "\x1b[A";
        break;
      case 'r':
        out += '\r';
        break;
      case 'c':
        out += '\x03';
        break;
      default:
        out += text[i];
    }
  }
  return out;
}

std::string without_escapes(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') continue;
    if (text[i] != '\x1b') {
      out += text[i];
      continue;
    }
    if (i + 1 < text.size() && text[i + 1] == '[') {
      i += 2;
      while (i < text.size() && (text[i] < '@' || text[i] > '~')) ++i;
    }
  }
  return out;
}

}  // namespace

int main(int count, char** words) {
  std::vector<std::pair<std::string, std::string>> script;
  int at = 1;
  while (at + 1 < count && std::strcmp(words[at], "--") != 0) {
    script.emplace_back(words[at], keys(words[at + 1]));
    at += 2;
  }
  if (at + 1 >= count) return 64;
  int terminal = -1;
  winsize size{};
  size.ws_row = 40;
  size.ws_col = 120;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, &size);
  if (child < 0) return 1;
  if (child == 0) {
    setenv("TERM", "xterm", 1);
    execvp(words[at + 1], words + at + 1);
    _exit(127);
  }
  std::string seen;
  std::size_t from = 0;
  std::size_t step = 0;
  char buffer[4096];
  for (;;) {
    const ssize_t got = read(terminal, buffer, sizeof buffer);
    if (got <= 0) break;
    seen.append(buffer, static_cast<std::size_t>(got));
    if (step == script.size()) continue;
    const std::string shown = without_escapes(seen);
    const std::size_t found = shown.find(script[step].first, from);
    if (found == std::string::npos) continue;
    from = shown.size();
    const std::string& typed = script[step++].second;
    if (write(terminal, typed.data(), typed.size()) < 0) break;
  }
  int status = 0;
  waitpid(child, &status, 0);
  const std::string shown = without_escapes(seen);
  std::fwrite(shown.data(), 1, shown.size(), stdout);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
