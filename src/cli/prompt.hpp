// Questions at a terminal: one of several lines, chosen with the arrow keys and enter; or a line
// that is typed.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/console.hpp"

namespace sluice::cli {

struct choice_line {
  std::string text;
  bool creates = false;  // colours the pointer: green for what is new, yellow for what is renamed
};

// `answered_by` names the flag that would have answered. Shows itself on standard error and is gone
// afterwards. Throws PROMPT.ABORTED (failure::interrupted) on Ctrl-C and at the end of the input.
std::size_t select(const console& terminal, const std::string& question,
                   const std::vector<choice_line>& choices, const std::string& answered_by);

// What is typed behind the question, without white space at its ends. Throws PROMPT.ABORTED as
// above.
std::string ask_line(const std::string& question, const std::string& answered_by);

}  // namespace sluice::cli
