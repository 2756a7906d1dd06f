// A yes before something is written: at the terminal, or by --yes.
#pragma once

#include <string>

#include "cli/console.hpp"

namespace sluice::cli {

struct agreement {
  std::string what;      // where nobody can be asked: "the ledger would be changed"
  std::string question;  // at the terminal
  std::string no, yes;   // the answers
  std::string command;   // that says yes beforehand: "sluice repair … --yes"
};

// Throws CLI.NEEDS_YES (failure::needs_input) where nobody can be asked, PROMPT.ABORTED.
bool is_agreed(const console& terminal, const agreement& asked);

}  // namespace sluice::cli
