#include "cli/prompt.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace sluice::cli {

namespace {

void show(const std::string& text) {
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t written = write(STDERR_FILENO, text.data() + done, text.size() - done);
    if (written <= 0) return;
    done += static_cast<std::size_t>(written);
  }
}

error aborted(const std::string& answered_by) {
  return error(failure::interrupted, "PROMPT.ABORTED", "the question was not answered")
      .because("nothing was written")
      .advise("without asking: " + answered_by);
}

// Keys one by one and unseen, until the end of the question.
class raw_terminal {
 public:
  raw_terminal() {
    tcgetattr(STDIN_FILENO, &before_);
    termios raw = before_;
    raw.c_lflag &= static_cast<tcflag_t>(~(ICANON | ECHO | ISIG));
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw);
    show("\x1b[?25l");
  }
  ~raw_terminal() {
    show("\x1b[?25h");
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  raw_terminal(const raw_terminal&) = delete;
  raw_terminal& operator=(const raw_terminal&) = delete;

 private:
  termios before_{};
};

enum class key { up, down, enter, abort, other };

char next_byte() {
  char byte = 0;
  return read(STDIN_FILENO, &byte, 1) == 1 ? byte : '\x04';
}

key next_key() {
  switch (next_byte()) {
    case '\r':
    case '\n':
      return key::enter;
    case 'k':
      return key::up;
    case 'j':
      return key::down;
    case '\x03':  // Ctrl-C
    case '\x04':  // Ctrl-D, or no more input
      return key::abort;
    case '\x1b': {
      const char kind = next_byte();
      if (kind != '[' && kind != 'O') return key::other;
      const char arrow = next_byte();
      if (arrow == 'A') return key::up;
      if (arrow == 'B') return key::down;
      return key::other;
    }
    default:
      return key::other;
  }
}

std::string picture(const paint& color, const std::string& question,
                    const std::vector<choice_line>& choices, std::size_t at,
                    const std::string& answered_by) {
  std::string out = fmt::format("{}\n", question);
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const std::string pointer = choices[i].creates ? color.green("❯") : color.yellow("❯");
    out += fmt::format("{} {}\n", i == at ? pointer : " ", choices[i].text);
  }
  out += color.dim(fmt::format("↑ ↓ and enter; without asking: {}", answered_by)) + "\n";
  return out;
}

}  // namespace

std::size_t select(const console& terminal, const std::string& question,
                   const std::vector<choice_line>& choices, const std::string& answered_by) {
  const raw_terminal raw;
  const std::size_t height = choices.size() + 2;
  const std::string back = fmt::format("\x1b[{}A\r\x1b[J", height);
  std::size_t at = 0;
  for (;;) {
    show(picture(terminal.err(), question, choices, at, answered_by));
    const key pressed = next_key();
    show(back);
    if (pressed == key::enter) return at;
    if (pressed == key::up) at = (at + choices.size() - 1) % choices.size();
    if (pressed == key::down) at = (at + 1) % choices.size();
    if (pressed == key::abort) throw aborted(answered_by);
  }
}

std::string ask_line(const std::string& question, const std::string& answered_by) {
  show(question);
  std::string line;
  for (char byte = 0; byte != '\n';) {
    if (read(STDIN_FILENO, &byte, 1) != 1) {
      show("\n");
      throw aborted(answered_by);
    }
    line += byte;
  }
  return std::string(trim(line));
}

}  // namespace sluice::cli
